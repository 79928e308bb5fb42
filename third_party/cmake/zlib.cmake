if(NOT FETCHCONTENT_SOURCE_DIR_ZLIB)
  find_package(ZLIB 1.2.11 QUIET)
endif()
if(TARGET ZLIB::ZLIB)
  third_party_wrap(zlib ZLIB::ZLIB)
  message(STATUS "zlib: the system's, ${ZLIB_VERSION_STRING}")
else()
  third_party_source(zlib_dir zlib https://github.com/madler/zlib.git
                     51b7f2abdade71cd9bb0e7a373ef2610ec6f9daf zlib.h)
  # Only what unpacks.
  add_library(third_party_zlib STATIC
    "${zlib_dir}/adler32.c" "${zlib_dir}/crc32.c" "${zlib_dir}/inffast.c" "${zlib_dir}/inflate.c"
    "${zlib_dir}/inftrees.c" "${zlib_dir}/zutil.c")
  target_include_directories(third_party_zlib SYSTEM PUBLIC "${zlib_dir}")
  add_library(third_party::zlib ALIAS third_party_zlib)
endif()
