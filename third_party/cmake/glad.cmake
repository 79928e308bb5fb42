# glad 2 is a generator in Python (it needs jinja2): the loader for OpenGL 3.3 core is made at build time.
third_party_source(glad_dir glad https://github.com/Dav1dde/glad.git
                   f237a2bfcec0d9b82b90ec9af4af265c40de7183 glad/__main__.py)

# The first python3 that knows jinja2: the one on the PATH may be another than the one the packages serve.
if(NOT UNFOLD_PYTHON)
  find_program(UNFOLD_PATH_PYTHON NAMES python3 python)
  mark_as_advanced(UNFOLD_PATH_PYTHON)
  foreach(candidate /usr/bin/python3 "${UNFOLD_PATH_PYTHON}")
    if(EXISTS "${candidate}")
      execute_process(COMMAND "${candidate}" -c "import jinja2" RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
      if(NOT failed)
        set(UNFOLD_PYTHON "${candidate}" CACHE FILEPATH "A python3 with jinja2, which glad needs")
        break()
      endif()
    endif()
  endforeach()
endif()
if(NOT UNFOLD_PYTHON)
  message(FATAL_ERROR "glad: no python3 with jinja2 was found; install python3 and jinja2 (Debian: python3-jinja2), or "
                      "name one that has it: -DUNFOLD_PYTHON=/path/to/python3")
endif()

set(glad_out "${CMAKE_CURRENT_BINARY_DIR}/glad")
add_custom_command(
  OUTPUT "${glad_out}/src/gl.c" "${glad_out}/include/glad/gl.h"
  COMMAND ${CMAKE_COMMAND} -E env "PYTHONPATH=${glad_dir}" PYTHONDONTWRITEBYTECODE=1
          "${UNFOLD_PYTHON}" -m glad --quiet --reproducible --api gl:core=3.3 --extensions GL_KHR_debug
          --out-path "${glad_out}" c
  DEPENDS "${glad_dir}/glad/__main__.py"
  COMMENT "Generating the OpenGL 3.3 loader with glad"
  VERBATIM)
add_library(third_party_glad STATIC "${glad_out}/src/gl.c" "${glad_out}/include/glad/gl.h")
target_include_directories(third_party_glad SYSTEM PUBLIC "${glad_out}/include")
add_library(third_party::glad ALIAS third_party_glad)
