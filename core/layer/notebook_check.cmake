# unfold_notebook_test(NAME ARGUMENT...): the program's dump with these arguments is what the notebook computes in NumPy.

# The first python3 that knows NumPy: the one on the PATH may be another than the one the packages serve.
if(NOT UNFOLD_NUMPY_PYTHON)
  find_program(UNFOLD_PATH_PYTHON NAMES python3 python)
  mark_as_advanced(UNFOLD_PATH_PYTHON)
  foreach(candidate /usr/bin/python3 "${UNFOLD_PATH_PYTHON}")
    execute_process(COMMAND "${candidate}" -c "import numpy" RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
    if(failed STREQUAL "0")
      set(UNFOLD_NUMPY_PYTHON "${candidate}" CACHE FILEPATH "A python3 with NumPy, which runs the notebook in the tests")
      break()
    endif()
  endforeach()
endif()
if(NOT UNFOLD_NUMPY_PYTHON)
  message(STATUS "numpy: not found, the tests against the notebook are left out (Debian: python3-numpy)")
endif()

set(UNFOLD_NOTEBOOK_CHECK "${CMAKE_CURRENT_LIST_DIR}/notebook_check.py")
function(unfold_notebook_test name)
  if(NOT UNFOLD_TESTS OR NOT UNFOLD_NUMPY_PYTHON OR NOT TARGET unfold)
    return()
  endif()
  add_test(NAME numpy.${name}
           COMMAND "${UNFOLD_NUMPY_PYTHON}" "${UNFOLD_NOTEBOOK_CHECK}" "${PROJECT_BINARY_DIR}/numpy/${name}"
                   $<TARGET_FILE:unfold> ${ARGN})
  set_tests_properties(numpy.${name} PROPERTIES LABELS numpy SKIP_RETURN_CODE 77 TIMEOUT 300)
endfunction()

# unfold_script_test(NAME ARGUMENT...): the program's layer as a script of its own finds the same tensors.
set(UNFOLD_SCRIPT_CHECK "${CMAKE_CURRENT_LIST_DIR}/../lesson/script_check.py")
function(unfold_script_test name)
  if(NOT UNFOLD_TESTS OR NOT UNFOLD_NUMPY_PYTHON OR NOT TARGET unfold OR UNFOLD_SANITIZE)
    return()
  endif()
  add_test(NAME script.${name}
           COMMAND "${UNFOLD_NUMPY_PYTHON}" "${UNFOLD_SCRIPT_CHECK}" "${PROJECT_BINARY_DIR}/script/${name}"
                   $<TARGET_FILE:unfold> ${ARGN})
  set_tests_properties(script.${name} PROPERTIES LABELS numpy TIMEOUT 300)
endfunction()

# unfold_cpp_test(NAME ARGUMENT...): the C++ beside the pictures, of both kinds, compiles and computes the same tensors.
set(UNFOLD_CPP_CHECK "${CMAKE_CURRENT_LIST_DIR}/../../app/view/code/program_check.py")
function(unfold_cpp_test name)
  if(NOT UNFOLD_TESTS OR NOT TARGET unfold OR UNFOLD_SANITIZE OR UNFOLD_HEADLESS OR MSVC)
    return()
  endif()
  add_test(NAME cpp.${name}
           COMMAND "${UNFOLD_PYTHON}" -B "${UNFOLD_CPP_CHECK}" "${PROJECT_BINARY_DIR}/cpp/${name}"
                   "${CMAKE_CXX_COMPILER}" "$<JOIN:$<TARGET_PROPERTY:third_party::eigen,INTERFACE_INCLUDE_DIRECTORIES>,:>"
                   $<TARGET_FILE:unfold> ${ARGN})
  set_tests_properties(cpp.${name} PROPERTIES TIMEOUT 600)
endfunction()
