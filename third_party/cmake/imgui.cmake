third_party_source(imgui_dir imgui https://github.com/ocornut/imgui.git
                   45acd5e0e82f4c954432533ae9985ff0e1aad6d5 imgui.h)

file(STRINGS "${imgui_dir}/imgui.h" imgui_version REGEX "define IMGUI_VERSION_NUM ")
string(REGEX MATCH "[0-9]+" imgui_version "${imgui_version}")
if(imgui_version LESS 19220)
  message(FATAL_ERROR "imgui: ${imgui_dir} is version ${imgui_version}; 1.92.2 (19220) or newer is needed, for fonts of "
                      "any size: -DFETCHCONTENT_SOURCE_DIR_IMGUI=DIR names another")
endif()

# The core of it, which needs no window and no OpenGL.
add_library(third_party_imgui STATIC
  "${imgui_dir}/imgui.cpp" "${imgui_dir}/imgui_draw.cpp" "${imgui_dir}/imgui_tables.cpp"
  "${imgui_dir}/imgui_widgets.cpp")
target_include_directories(third_party_imgui SYSTEM PUBLIC "${imgui_dir}")
target_compile_definitions(third_party_imgui PUBLIC IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DISABLE_DEMO_WINDOWS)
add_library(third_party::imgui ALIAS third_party_imgui)

# Its two back ends. The OpenGL one loads its functions by itself.
add_library(third_party_imgui_glfw_gl3 STATIC
  "${imgui_dir}/backends/imgui_impl_glfw.cpp" "${imgui_dir}/backends/imgui_impl_opengl3.cpp")
target_include_directories(third_party_imgui_glfw_gl3 SYSTEM PUBLIC "${imgui_dir}/backends")
target_link_libraries(third_party_imgui_glfw_gl3
  PUBLIC third_party::imgui third_party::glfw PRIVATE ${CMAKE_DL_LIBS})
add_library(third_party::imgui_glfw_gl3 ALIAS third_party_imgui_glfw_gl3)

# Its demonstration, which the benchmark of frames measures itself against. It is not part of the program.
if(UNFOLD_TESTS)
  add_library(third_party_imgui_demo STATIC EXCLUDE_FROM_ALL "${imgui_dir}/imgui_demo.cpp")
  target_include_directories(third_party_imgui_demo SYSTEM PUBLIC "${imgui_dir}")
  target_compile_definitions(third_party_imgui_demo PRIVATE IMGUI_DISABLE_OBSOLETE_FUNCTIONS)
  target_link_libraries(third_party_imgui_demo INTERFACE third_party::imgui)
  add_library(third_party::imgui_demo ALIAS third_party_imgui_demo)
endif()
