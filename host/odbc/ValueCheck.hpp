#pragma once

#include "host/odbc/Catalog.hpp"
#include "host/odbc/CharacterSet.hpp"

namespace erphost::odbc {

/// One column's checkFits() with everything looked up beforehand: a batch asks it for every value.
class ValueCheck
{
public:
	ValueCheck(const CatalogColumn& column, Product product);

	/// "odbc.value_refused" with params column, type, rule (stable word), reason (a few words), character ("U+1F600").
	Result<void> operator()(std::optional<std::string_view> value) const;

private:
	Result<void> text(std::string_view value) const;
	Result<void> integer(std::string_view value) const;
	Result<void> decimal(std::string_view value) const;
	Result<void> real(std::string_view value) const;
	Result<void> date(std::string_view value) const;
	Result<void> time(std::string_view value) const;
	Result<void> timestamp(std::string_view value) const;
	Result<void> binary(std::string_view value) const;
	Result<void> guid(std::string_view value) const;
	Result<void> dateAndTime(std::string_view date, std::string_view time) const;
	Error refuse(std::string rule, std::string reason, std::string character = {}) const;

	CatalogColumn _column;
	Product _product;
	std::shared_ptr<const CharacterSet> _charset;
	std::string _least, _greatest; ///< of an integer, decimal digits with sign
	/// What the type's name says, looked up once.
	bool _year = false, _money = false, _smallMoney = false, _oldDateTime = false, _smallDateTime = false,
		 _timestamp = false;
	bool _lengthInBytes = false;
	bool _utf16Units = false;
	bool _single = false;
	bool _unsigned = false;
	bool _mayHoldNul = false;
};

} // namespace erphost::odbc
