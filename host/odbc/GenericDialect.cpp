#include "host/odbc/Dialects.hpp"

namespace erphost::odbc {
namespace {

/// Plain SQL for a database that nobody looked at yet: reading works, a push is one row at a time by INSERT, and the
/// interface table's own key refuses repetitions.
class GenericDialect : public Dialect
{
public:
	Product product() const override { return Product::other; }
	std::string quote(std::string_view identifier) const override { return sqltext::quoted(identifier, '"', '"'); }
	std::string asText(std::string_view expression, std::string_view) const override { return std::string(expression); }
	std::string limited(std::string_view select, std::size_t rows) const override
	{
		return std::string(select) + " FETCH FIRST " + std::to_string(rows) + " ROWS ONLY";
	}
	std::string currentUtcSelect() const override { return "SELECT CURRENT_TIMESTAMP"; }
	std::string upsert(std::string_view table, const std::vector<std::string>& columns,
	                   const std::vector<std::string>&) const override
	{
		return "INSERT INTO " + quote(table) + " (" + sqltext::list(*this, columns) + ") VALUES " +
		       sqltext::marks(columns.size());
	}
};

} // namespace

const Dialect& genericDialect()
{
	static const GenericDialect dialect;
	return dialect;
}

} // namespace erphost::odbc
