# Optional, the system's only: reads Keras' files. Where it is not there, UNFOLD_HDF5 is not defined.
add_library(third_party_hdf5 INTERFACE)
find_package(HDF5 1.10.5 QUIET COMPONENTS C)
if(TARGET hdf5::hdf5)
  target_link_libraries(third_party_hdf5 INTERFACE hdf5::hdf5)
  # Newer versions have the functions of 1.10 under this name.
  target_compile_definitions(third_party_hdf5 INTERFACE UNFOLD_HDF5=1 H5_USE_110_API=1)
  message(STATUS "hdf5: the system's, ${HDF5_VERSION}")
else()
  message(STATUS "hdf5: not found; Keras' files are refused (Debian: libhdf5-dev)")
endif()
add_library(third_party::hdf5 ALIAS third_party_hdf5)
