# stb_image before 2.30 reads and writes out of bounds on files that exist.
function(third_party_stb_version out file)
  file(STRINGS "${file}" line REGEX "stb_image - v[0-9]+\\.[0-9]+" LIMIT_COUNT 1)
  string(REGEX MATCH "v([0-9]+\\.[0-9]+)" _ "${line}")
  set(${out} "${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()

# A system's own is good enough when it is new enough; Debian 12's is not.
if(NOT FETCHCONTENT_SOURCE_DIR_STB AND NOT EXISTS "${UNFOLD_DEPS_DIR}/stb/stb_image.h")
  find_path(UNFOLD_SYSTEM_STB stb_image.h PATH_SUFFIXES stb)
  mark_as_advanced(UNFOLD_SYSTEM_STB)
  if(UNFOLD_SYSTEM_STB)
    third_party_stb_version(stb_version "${UNFOLD_SYSTEM_STB}/stb_image.h")
    if(stb_version VERSION_GREATER_EQUAL 2.30 AND EXISTS "${UNFOLD_SYSTEM_STB}/stb_image_write.h")
      set(stb_dir "${UNFOLD_SYSTEM_STB}")
      message(STATUS "stb: the system's, ${stb_dir}")
    endif()
  endif()
endif()
if(NOT stb_dir)
  third_party_source(stb_dir stb https://github.com/nothings/stb.git
                     31c1ad37456438565541f4919958214b6e762fb4 stb_image.h)
endif()

third_party_stb_version(stb_version "${stb_dir}/stb_image.h")
if(NOT stb_version VERSION_GREATER_EQUAL 2.30)
  message(FATAL_ERROR "stb: ${stb_dir}/stb_image.h is version '${stb_version}'; 2.30 or newer is needed, because older "
                      "ones read and write out of bounds: -DFETCHCONTENT_SOURCE_DIR_STB=DIR names another")
endif()
third_party_headers(stb "${stb_dir}")
