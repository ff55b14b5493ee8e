# find_package(ErpHostSdk): the target ErpHost::Sdk (headers), and the functions erphost_plugin() and erphost_mock_host().
include(CMakeFindDependencyMacro)
# What is no header: the mock host, and the schemas of the ERP's entities.
get_filename_component(ERPHOST_SDK_DATA ${CMAKE_CURRENT_LIST_DIR}/../../erphost/sdk ABSOLUTE)
find_dependency(nlohmann_json)
if(NOT TARGET ErpHost::Sdk)
	add_library(ErpHost::Sdk INTERFACE IMPORTED)
	target_compile_features(ErpHost::Sdk INTERFACE cxx_std_20)
	target_include_directories(ErpHost::Sdk INTERFACE ${CMAKE_CURRENT_LIST_DIR}/../../../include)
	target_link_libraries(ErpHost::Sdk INTERFACE nlohmann_json::nlohmann_json)
endif()
include(${CMAKE_CURRENT_LIST_DIR}/ErpHostPlugin.cmake)

# erphost_mock_host(): the target ErpHost::Mock, a host in memory for a plugin's unit tests. It is compiled from the source
# that comes with the SDK, by the plugin's own compiler, and needs SQLite.
function(erphost_mock_host)
	if(TARGET ErpHost::Mock)
		return()
	endif()
	find_package(SQLite3 3.35 REQUIRED)
	set(folder ${ERPHOST_SDK_DATA}/mock)
	add_library(erphost_mock STATIC ${folder}/MockHost.cpp ${folder}/MockServices.cpp ${folder}/MockStore.cpp)
	target_include_directories(erphost_mock PUBLIC ${folder})
	target_link_libraries(erphost_mock PUBLIC ErpHost::Sdk SQLite::SQLite3)
	add_library(ErpHost::Mock ALIAS erphost_mock)
endfunction()
