// Writes the files named in a list as one C++ source: unfold_embed ROOT LIST OUT. Run by the build.
#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace {

std::string read_bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open()) throw std::runtime_error(path + ": cannot be read");
  return bytes;
}

// Eight bytes a word: a compiler reads an eighth of the numbers, and no string literal gets longer than one
// may be.
void write_words(std::ostream& out, std::size_t index, const std::string& bytes) {
  out << "alignas(8) constexpr std::uint64_t file_" << index << "[] = {";
  for (std::size_t i = 0; i < bytes.size(); i += 8) {
    std::uint64_t word = 0;
    for (std::size_t k = 0; k < std::min<std::size_t>(8, bytes.size() - i); ++k) {
      word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i + k])) << (8 * k);
    }
    out << (i % 64 == 0 ? "\n" : "") << "0x" << std::hex << word << std::dec << "u,";
  }
  out << (bytes.empty() ? "0" : "") << "};\n";
}

void embed(const std::string& root, const std::string& list, const std::string& target) {
  std::vector<std::string> names;
  std::ifstream in(list);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) names.push_back(line);
  }
  std::ranges::sort(names);

  std::ofstream out(target, std::ios::binary);
  out << "#include \"assets/assets.h\"\n\n#include <array>\n#include <bit>\n#include <cstdint>\n\n"
         "static_assert(std::endian::native == std::endian::little, \"the words below are "
         "little-endian\");\n\n"
         "namespace unfold {\nnamespace {\n\n";
  std::vector<std::size_t> sizes;
  for (const std::string& name : names) {
    const std::string bytes = read_bytes(root + "/" + name);
    write_words(out, sizes.size(), bytes);
    sizes.push_back(bytes.size());
  }
  out << "\nconst std::array<Asset, " << names.size() << "> table{";
  for (std::size_t i = 0; i < names.size(); ++i) {
    out << "\n    Asset{\"" << names[i] << "\", std::as_bytes(std::span(file_" << i << ")).first(" << sizes[i]
        << ")},";
  }
  out << "};\n\n}  // namespace\n\nstd::span<const Asset> assets() { return table; }\n\n}  // namespace "
         "unfold\n";
  out.close();
  if (!out) throw std::runtime_error(target + ": cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: unfold_embed ROOT LIST OUT\n";
    return 2;
  }
  try {
    embed(argv[1], argv[2], argv[3]);
  } catch (const std::exception& e) {
    std::cerr << "unfold_embed: " << e.what() << '\n';
    return 1;
  }
  return 0;
}
