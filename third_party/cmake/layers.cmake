# The layers of Unfold, one function each for a library and for its tests. Sources are found, not listed, so that a new
# file needs no line here: *.cpp go into the library, *_test.cpp beside them into the tests, *_bench.cpp into
# the benchmarks, *_fuzz.cpp are a fuzzer each.
include_guard(GLOBAL)

add_library(unfold_warnings INTERFACE)
if(MSVC)
  target_compile_options(unfold_warnings INTERFACE /W4 /permissive- /utf-8 $<$<BOOL:${UNFOLD_WERROR}>:/WX>)
  target_compile_definitions(unfold_warnings INTERFACE NOMINMAX _CRT_SECURE_NO_WARNINGS)
else()
  target_compile_options(unfold_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wimplicit-fallthrough
    $<$<BOOL:${UNFOLD_WERROR}>:-Werror>)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 sees overlapping copies in "text" + std::string where there are none (GCC bug 105651).
    target_compile_options(unfold_warnings INTERFACE -Wno-restrict)
    if(UNFOLD_SANITIZE)
      # What the sanitizers add to the code looks uninitialized to it.
      target_compile_options(unfold_warnings INTERFACE -Wno-maybe-uninitialized)
    endif()
  endif()
endif()

# Half of what a file costs to compile is reading these.
function(unfold_precompile target)
  if(UNFOLD_PCH)
    target_precompile_headers(${target} PRIVATE
      <algorithm> <array> <cmath> <cstdint> <filesystem> <functional> <map> <memory> <optional> <string> <variant> <vector>
      ${ARGN})
  endif()
endfunction()

# unfold_sources(LIBRARY TESTS [EXCLUDE beginning...]): what lies in this folder and below it, but for the paths that begin
# so ("view/", "main.cpp").
function(unfold_sources library tests)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "EXCLUDE")
  file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  foreach(beginning IN LISTS arg_EXCLUDE)
    string(REPLACE "." "\\." beginning "${beginning}")
    list(FILTER found EXCLUDE REGEX "^${beginning}")
  endforeach()
  set(test_files ${found})
  list(FILTER test_files INCLUDE REGEX "_test\\.cpp$")
  list(FILTER found EXCLUDE REGEX "_(test|bench|fuzz)\\.cpp$")
  set(${library} ${found} PARENT_SCOPE)
  set(${tests} ${test_files} PARENT_SCOPE)
endfunction()

# unfold_library(NAME [SOURCES file...] [LINK target...] [LINK_PRIVATE target...])
# Target unfold_NAME, alias unfold::NAME. A layer that has no .cpp yet is its headers only.
function(unfold_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK;LINK_PRIVATE")
  set(target unfold_${name})
  if(arg_SOURCES)
    add_library(${target} STATIC ${arg_SOURCES})
    target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${target} PUBLIC ${arg_LINK} PRIVATE unfold_warnings ${arg_LINK_PRIVATE})
    unfold_precompile(${target})
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${target} INTERFACE ${arg_LINK})
  endif()
  add_library(unfold::${name} ALIAS ${target})
endfunction()

# unfold_display_test(NAME command...): a test that opens a window, labelled `window`; on a virtual screen where there is one.
function(unfold_display_test name)
  if(NOT UNFOLD_TESTS)
    return()
  endif()
  find_program(UNFOLD_XVFB_RUN xvfb-run)
  mark_as_advanced(UNFOLD_XVFB_RUN)
  set(screen)
  if(UNFOLD_XVFB_RUN)
    # -noreset: or the screen starts anew, and refuses windows meanwhile, each time when its last window closes.
    set(screen "${UNFOLD_XVFB_RUN}" -a -s "-screen 0 1920x1200x24 -noreset")
  endif()
  add_test(NAME ${name} COMMAND ${screen} ${ARGN} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(${name} PROPERTIES LABELS window RUN_SERIAL ON TIMEOUT 900)
endfunction()

# unfold_tests(NAME [SOURCES file...] [LINK target...] [DEFINE definition...] [DISPLAY])
# Executable unfold_NAME_tests, each TEST a test of CTest; sanitized, an eighth of them is one, since a sanitized process takes
# longer to begin than most tests to run. They run in the repository's root.
# DISPLAY: the tests open a window; they run as one test "NAME", as above.
function(unfold_tests name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "DISPLAY" "" "SOURCES;LINK;DEFINE")
  if(NOT UNFOLD_TESTS OR NOT arg_SOURCES)
    return()
  endif()
  set(target unfold_${name}_tests)
  add_executable(${target} ${arg_SOURCES})
  target_compile_definitions(${target} PRIVATE ${arg_DEFINE})
  target_link_libraries(${target} PRIVATE unfold_warnings ${arg_LINK} third_party::gtest)
  target_compile_options(${target} PRIVATE ${UNFOLD_TEST_OPTIONS})
  unfold_precompile(${target} <gtest/gtest.h> <gmock/gmock.h>)
  if(arg_DISPLAY)
    unfold_display_test(${name} $<TARGET_FILE:${target}>)
  elseif(UNFOLD_SANITIZE)
    foreach(eighth RANGE 7)
      add_test(NAME ${name}.${eighth} COMMAND ${target} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
      set_tests_properties(${name}.${eighth} PROPERTIES LABELS ${name} TIMEOUT 900
        ENVIRONMENT "GTEST_TOTAL_SHARDS=8;GTEST_SHARD_INDEX=${eighth}")
    endforeach()
  else()
    include(GoogleTest)
    gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
      WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" PROPERTIES LABELS ${name} TIMEOUT 300)
  endif()
endfunction()

# unfold_benchmarks(NAME [LINK target...]): executable NAME_bench of the *_bench.cpp in this folder, where there are any.
function(unfold_benchmarks name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK")
  file(GLOB_RECURSE found CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*_bench.cpp")
  # What a sanitizer slows down is not worth its measuring.
  if(NOT UNFOLD_TESTS OR NOT found OR UNFOLD_SANITIZE)
    return()
  endif()
  add_executable(${name}_bench ${found})
  target_link_libraries(${name}_bench PRIVATE unfold_warnings ${arg_LINK} third_party::benchmark)
endfunction()

# unfold_fuzzers([LINK target...]): an executable of each NAME_fuzz.cpp in this folder or below it, where fuzzers are built,
# and target unfold_fuzzers of all of them.
function(unfold_fuzzers)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "LINK")
  if(NOT UNFOLD_FUZZ)
    return()
  endif()
  file(GLOB_RECURSE found CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*_fuzz.cpp")
  add_custom_target(unfold_fuzzers)
  foreach(source IN LISTS found)
    get_filename_component(target "${source}" NAME_WE)
    add_executable(${target} "${source}")
    target_link_libraries(${target} PRIVATE unfold_warnings ${arg_LINK})
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
    add_dependencies(unfold_fuzzers ${target})
  endforeach()
endfunction()
