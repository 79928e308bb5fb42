# Runs when the package is made: `source`, `licences` and `share` are set by package.cmake.
set(root "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/${share}")
file(MAKE_DIRECTORY "${root}/man/man1" "${root}/doc/unfold")
execute_process(COMMAND gzip -9n -c "${source}/unfold.1" OUTPUT_FILE "${root}/man/man1/unfold.1.gz"
                COMMAND_ERROR_IS_FATAL ANY)

set(text)
foreach(file IN LISTS licences)
  if(NOT EXISTS "${file}")
    message(FATAL_ERROR "${file}: not found; the package must hold the licence of what is compiled in, so build it where "
                        "third_party/setup.sh has run")
  endif()
  file(READ "${file}" licence)
  if(file MATCHES "doc/([^/]+)/copyright$")
    string(PREPEND licence "Compiled in: ${CMAKE_MATCH_1}\n\n")
  elseif(file MATCHES "imgui")
    string(PREPEND licence "Compiled in: Dear ImGui\n\n")
  endif()
  string(APPEND text "${licence}\n------------------------------------------------------------------------\n\n")
endforeach()
string(APPEND text "Compiled in too: stb_image and stb_image_write, in the public domain; the OpenGL loader that glad writes, "
                   "CC0-1.0 and Apache-2.0, which is in /usr/share/common-licenses/Apache-2.0.\n")
file(WRITE "${root}/doc/unfold/copyright" "${text}")
