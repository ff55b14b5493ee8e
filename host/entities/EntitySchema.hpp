#pragma once

#include "erphost/Result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace erphost::entities {

enum class FieldType
{
	text,
	code,
	integer,
	decimal,
	boolean,
	date,
	instant,
	timestamp
};

/// True for types that are stored as BIGINT.
constexpr bool isNumber(FieldType type)
{
	return type == FieldType::integer || type == FieldType::boolean || type == FieldType::instant;
}

struct EntityField
{
	std::string name;
	FieldType type = FieldType::text;
	std::vector<std::string> values;          ///< of a code; empty: any
	bool personal = false;                    ///< never in logs, masked where a role may not see it
	std::map<std::string, std::string> title; ///< by language

	bool operator==(const EntityField&) const = default;
};

/// What the host knows as "work order", "customer", …: config/entities/<entity>.json.
struct EntitySchema
{
	std::string entity;
	std::string key; ///< the field that people know a row by
	std::map<std::string, std::string> title;
	std::vector<EntityField> fields;

	bool operator==(const EntitySchema&) const = default;
	const EntityField* field(std::string_view name) const;
	std::string table() const { return "erp_" + entity; }

	/// "entity.schema_invalid" (configuration, params "file", "reason").
	static Result<EntitySchema> parse(std::string_view json, std::string_view file);
};

/// The schemas compiled in. Any thread.
const std::vector<EntitySchema>& shippedEntities();

} // namespace erphost::entities
