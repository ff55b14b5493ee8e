#include "host/sync/FieldBasis.hpp"

#include "host/sync/SyncSql.hpp"

namespace erphost::sync {

Result<void> publishFieldBasis(store::Transaction& tx, const Mapping& mapping)
{
	EH_CHECK(tx.execute(sql::kFieldBasisClear));
	for (const auto& entity : mapping.entities)
		for (const auto& field : entity.fields)
			if (!field.basis.empty())
				EH_CHECK(tx.execute(sql::kFieldBasisAdd, entity.entity, field.field, field.basis));
	return {};
}

} // namespace erphost::sync
