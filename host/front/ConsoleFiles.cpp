#include "host/front/ConsoleFiles.hpp"

#include "host/platform/Files.hpp"
#include "host/security/Token.hpp"

#include <Poco/DeflatingStream.h>

#include <sstream>

namespace erphost::front {

namespace {

/// Nothing of ours comes near; a folder that was named by mistake must not fill the memory.
constexpr std::uintmax_t kLargestFile = 16 * 1024 * 1024;

std::string typeOf(const std::string& extension)
{
	static const std::map<std::string, std::string> kTypes = {{".html", "text/html; charset=utf-8"},
	                                                          {".js", "text/javascript; charset=utf-8"},
	                                                          {".css", "text/css; charset=utf-8"},
	                                                          {".svg", "image/svg+xml"},
	                                                          {".png", "image/png"},
	                                                          {".ico", "image/x-icon"},
	                                                          {".json", "application/json"},
	                                                          {".woff2", "font/woff2"},
	                                                          {".woff", "font/woff"},
	                                                          {".txt", "text/plain; charset=utf-8"},
	                                                          {".webmanifest", "application/manifest+json"}};
	const auto found = kTypes.find(extension);
	return found == kTypes.end() ? "application/octet-stream" : found->second;
}

/// What customers open from a text message or a printed code: a page of its own, without the console's code.
bool isPublicPage(const std::string& path)
{
	return path == "/order" || path.starts_with("/order/") || path == "/prices" ||
	       (path.starts_with("/s/") && path.size() > 3);
}

std::string compress(const std::string& content)
{
	std::ostringstream target;
	Poco::DeflatingOutputStream stream(target, Poco::DeflatingStreamBuf::STREAM_GZIP, 9);
	stream << content;
	stream.close();
	return target.str();
}

} // namespace

ConsoleFiles::ConsoleFiles(const std::filesystem::path& folder)
{
	std::error_code problem;
	std::filesystem::recursive_directory_iterator files(folder, problem), end;
	for (; !problem && files != end; files.increment(problem))
	{
		if (!files->is_regular_file(problem) || files->is_symlink(problem) || files->file_size(problem) > kLargestFile)
			continue;
		auto content = readFile(files->path());
		if (!content) continue;
		const auto name = std::filesystem::relative(files->path(), folder, problem).generic_u8string();
		const std::string path = "/" + std::string(name.begin(), name.end());
		const auto extension = files->path().extension().u8string();
		File file;
		file.content = *std::move(content);
		file.type = typeOf(std::string(extension.begin(), extension.end()));
		file.tag = '"' + security::tokenHash(file.content).substr(0, 20) + '"';
		file.immutable = path.starts_with("/assets/");
		if (file.content.size() > 1024 && !file.type.starts_with("image/p") && !file.type.starts_with("font/"))
			file.compressed = compress(file.content);
		if (file.compressed.size() >= file.content.size()) file.compressed.clear();
		_files.emplace(path, std::move(file));
	}
}

const ConsoleFiles::File* ConsoleFiles::find(const std::string& path) const
{
	const auto found = _files.find(path);
	if (found != _files.end()) return &found->second;
	if (isPublicPage(path))
	{
		const auto page = _files.find("/public.html");
		return page == _files.end() ? nullptr : &page->second;
	}
	// A name with a dot is a file; everything else is a place inside the web app.
	if (path.find('.') != std::string::npos) return nullptr;
	const auto index = _files.find("/index.html");
	return index == _files.end() ? nullptr : &index->second;
}

std::filesystem::path ConsoleFiles::folderOf(const std::filesystem::path& program)
{
	std::error_code ignored;
	auto folder = program.parent_path();
	if (auto installed = folder.parent_path() / "share" / "erphost" / "console";
	    std::filesystem::exists(installed / "index.html", ignored))
		return installed;
	for (int up = 0; up < 4 && folder.has_parent_path(); ++up, folder = folder.parent_path())
		if (auto built = folder / "host" / "console" / "dist"; std::filesystem::exists(built / "index.html", ignored))
			return built;
	return {};
}

} // namespace erphost::front
