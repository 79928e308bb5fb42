# How the source of one dependency is had, in this order:
#   1. the folder that the builder names: -DFETCHCONTENT_SOURCE_DIR_<NAME>=DIR
#   2. what third_party/setup.sh put under UNFOLD_DEPS_DIR
#   3. FetchContent, by commit
include_guard(GLOBAL)
include(FetchContent)
set(FETCHCONTENT_QUIET ON)
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)

# third_party_source(OUT NAME REPOSITORY COMMIT PROBE): OUT is a folder that holds the file PROBE.
# Nothing of its own build is run: the targets are ours.
function(third_party_source out name repository commit probe)
  string(TOUPPER ${name} upper)
  if(FETCHCONTENT_SOURCE_DIR_${upper})
    set(dir "${FETCHCONTENT_SOURCE_DIR_${upper}}")
    set(how "named by the builder")
  elseif(EXISTS "${UNFOLD_DEPS_DIR}/${name}/${probe}")
    set(dir "${UNFOLD_DEPS_DIR}/${name}")
    set(how "from the set-up script")
  else()
    message(STATUS "${name}: fetching ${commit} (for a copy of your own: -DFETCHCONTENT_SOURCE_DIR_${upper}=DIR)")
    FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${commit} SOURCE_SUBDIR no-build-of-its-own)
    FetchContent_MakeAvailable(${name})
    set(dir "${${name}_SOURCE_DIR}")
    set(how "fetched")
  endif()
  if(NOT EXISTS "${dir}/${probe}")
    message(FATAL_ERROR "${name}: ${dir} holds no ${probe}; name the folder that does: "
                        "-DFETCHCONTENT_SOURCE_DIR_${upper}=DIR")
  endif()
  message(STATUS "${name}: ${how}, ${dir}")
  set(${out} "${dir}" PARENT_SCOPE)
endfunction()

# third_party_headers(NAME TARGET DIR): third_party::TARGET, headers only.
function(third_party_headers target dir)
  add_library(third_party_${target} INTERFACE)
  target_include_directories(third_party_${target} SYSTEM INTERFACE "${dir}")
  add_library(third_party::${target} ALIAS third_party_${target})
endfunction()

# third_party_wrap(TARGET upstream...): third_party::TARGET, which stands for targets of another's making.
function(third_party_wrap target)
  add_library(third_party_${target} INTERFACE)
  target_link_libraries(third_party_${target} INTERFACE ${ARGN})
  add_library(third_party::${target} ALIAS third_party_${target})
endfunction()
