#include "core/io/npz.h"

#include "core/base/error.h"
#include "core/io/npy.h"
#include "core/io/npy_header.h"
#include "core/io/printable.h"

#include <algorithm>
#include <utility>

namespace unfold {
namespace {

constexpr std::string_view suffix = ".npy";
constexpr std::uint64_t longest_unpacked = 1U << 30;

class Npz : public WeightsFile {
 public:
  explicit Npz(ZipArchive archive) : archive_(std::move(archive)) {
    std::string refusal;
    for (std::size_t place = 0; place < archive_.members().size(); ++place) {
      const ZipMember& member = archive_.members()[place];
      if (!member.name.ends_with(suffix)) continue;
      // Of two members with one name the last is read.
      if (archive_.find(member.name) != place) continue;
      try {
        const std::vector<std::byte> head = archive_.head(place, longest_npy_beginning);
        Source beginning(head, said(member));
        const NpyLayout layout = read_npy_layout(beginning, member.size);
        places_.push_back(place);
        tensors_.push_back({member.name.substr(0, member.name.size() - suffix.size()), layout.header.shape,
                            dtype_name(layout.value)});
      } catch (const Error& error) {
        if (refusal.empty()) refusal = error.what();
        const std::string_view line = error.what();
        left_out_.push_back({member.name.substr(0, member.name.size() - suffix.size()),
                             std::string(line.substr(std::min(line.size(), said(member).size() + 2)))});
      }
    }
    if (tensors_.empty()) {
      throw Error(refusal.empty() ? archive_.name() + ": is an .npz without arrays; write it with numpy.savez"
                                  : refusal);
    }
  }

  [[nodiscard]] std::string_view format() const override { return "NumPy .npz"; }
  [[nodiscard]] Array read(std::size_t place) override {
    const std::size_t member = places_.at(place);
    if (auto stored = archive_.stored(member)) {
      Source source = stored->named(said(archive_.members()[member]));
      return read_npy(source);
    }
    const std::vector<std::byte> bytes = archive_.bytes(member, longest_unpacked);
    return read_npy(bytes, said(archive_.members()[member]));
  }

 private:
  // "weights.npz: its member 'conv1'"
  [[nodiscard]] std::string said(const ZipMember& member) const {
    return archive_.name() + ": its member '" + printable(member.name, 60) + "'";
  }

  ZipArchive archive_;
  std::vector<std::size_t> places_;  // of the tensors' members
};

}  // namespace

bool is_npz(const ZipArchive& archive) {
  for (const ZipMember& member : archive.members()) {
    if (member.name.ends_with(suffix)) return true;
  }
  return false;
}

std::unique_ptr<WeightsFile> open_npz(ZipArchive archive) {
  return std::make_unique<Npz>(std::move(archive));
}

}  // namespace unfold
