# Libraries that are headers only: the system's package, else the source.

if(NOT FETCHCONTENT_SOURCE_DIR_EIGEN)
  find_package(Eigen3 3.4 QUIET NO_MODULE)
endif()
if(TARGET Eigen3::Eigen)
  third_party_wrap(eigen Eigen3::Eigen)
  message(STATUS "eigen: the system's, ${Eigen3_VERSION}")
else()
  third_party_source(eigen_dir eigen https://gitlab.com/libeigen/eigen.git
                     3147391d946bb4b6c68edd901f2add6ac1f31f8c Eigen/Core)
  third_party_headers(eigen "${eigen_dir}")
endif()

if(NOT FETCHCONTENT_SOURCE_DIR_JSON)
  find_package(nlohmann_json 3.11 QUIET CONFIG)
endif()
if(TARGET nlohmann_json::nlohmann_json)
  third_party_wrap(json nlohmann_json::nlohmann_json)
  message(STATUS "json: the system's, ${nlohmann_json_VERSION}")
else()
  third_party_source(json_dir json https://github.com/nlohmann/json.git
                     9cca280a4d0ccf0c08f47a99aa71d1b0e52f8d03 include/nlohmann/json.hpp)
  third_party_headers(json "${json_dir}/include")
endif()

if(NOT FETCHCONTENT_SOURCE_DIR_CLI11)
  find_package(CLI11 2.1 QUIET CONFIG)
endif()
if(TARGET CLI11::CLI11)
  third_party_wrap(cli11 CLI11::CLI11)
  message(STATUS "cli11: the system's, ${CLI11_VERSION}")
else()
  third_party_source(cli11_dir cli11 https://github.com/CLIUtils/CLI11.git
                     6c7b07a878ad834957b98d0f9ce1dbe0cb204fc9 include/CLI/CLI.hpp)
  third_party_headers(cli11 "${cli11_dir}/include")
endif()
