# The front door. `make run` and `make test` do all the set-up by themselves; run again they do none of it.
#   make run ARGS="--lesson toy"     what follows ARGS= goes to the program
.DEFAULT_GOAL := help
.PHONY: help setup unfold run test window-test bench install package format tidy clean
MAKEFLAGS += --no-print-directory

PROGRAM := build/release/bin/unfold
PREFIX := /usr/local
JOBS := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
SOURCES = $(shell find app core assets -name '*.h' -o -name '*.cpp')
# Before a command that opens a window: nothing where there is a display, else a virtual one.
ON_SCREEN = $(if $(or $(DISPLAY),$(WAYLAND_DISPLAY),$(filter Darwin,$(shell uname -s))),,xvfb-run -a -s "-screen 0 1920x1200x24 -noreset")
CLANG_FORMAT = $(firstword $(shell command -v clang-format-14 clang-format))

help:
	@echo "make run          set up, build, open Unfold (without a display: write its tour to out/)"
	@echo "make test         set up, build, run the tests"
	@echo "make bench        time the engine beside its peers that are installed, the frames, the start"
	@echo "make install      build it and install it under PREFIX=$(PREFIX), below DESTDIR= where that is given"
	@echo "make package      build it as a Debian package in build/package"
	@echo "make window-test  the tests that open a window, on a virtual screen"
	@echo "make format       lay the sources out    make tidy  look through them with clang-tidy"
	@echo "make clean        remove build/ and out/"

setup:
	@third_party/setup.sh

build/release/build.ninja:
	@echo "configure: build/release"
	@cmake --preset release

unfold: setup
	@$(MAKE) build/release/build.ninja
	@cmake --build --preset release --target unfold

run: unfold
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" = Darwin ]; then \
	  $(PROGRAM) $(ARGS); \
	else \
	  echo "No display here: writing the tour as PNGs to out/ on a virtual screen instead."; \
	  xvfb-run -a -s "-screen 0 1920x1200x24" $(PROGRAM) --shots out/ $(ARGS); \
	fi

test: setup
	@$(MAKE) build/release/build.ninja
	@cmake --build --preset release
	@ctest --preset release --parallel $(JOBS)

window-test: setup
	@$(MAKE) build/release/build.ninja
	@cmake --build --preset release
	@ctest --preset window

bench: setup
	@$(MAKE) build/release/build.ninja
	@cmake --build --preset release
	@python3 core/layer/bench/table.py build/release/bin/core_bench
	@$(ON_SCREEN) build/release/bin/app_bench
	@$(ON_SCREEN) python3 app/window/bench/waits.py $(PROGRAM) build/release/bin/app_bench

# A desktop finds what is new by its databases; a package that is made below DESTDIR has its own way.
install: unfold
	@DESTDIR="$(DESTDIR)" cmake --install build/release --prefix "$(PREFIX)" --strip
	@[ -n "$(DESTDIR)" ] || for tell in "update-mime-database $(PREFIX)/share/mime" \
	  "update-desktop-database -q $(PREFIX)/share/applications" "gtk-update-icon-cache -qtf $(PREFIX)/share/icons/hicolor"; do \
	  ! command -v $${tell%% *} >/dev/null || $$tell || true; \
	done

package: unfold
	@rm -rf build/package
	@cpack --config build/release/CPackConfig.cmake -B build/package
	@rm -rf build/package/_CPack_Packages

format:
	@$(CLANG_FORMAT) -i $(SOURCES)

tidy: setup
	@$(MAKE) build/release/build.ninja
	@cmake --build --preset release
	@third_party/tidy.py build/release

clean:
	rm -rf build out
