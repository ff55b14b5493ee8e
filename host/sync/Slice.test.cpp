#include "host/sync/SyncFixture.hpp"

using namespace erphost;
using namespace erphost::sync;

TEST_CASE("an order comes in, an answer goes out, the ERP shows it", "[slice]")
{
	SyncFixture f;
	f.orders(1, 3);
	const auto first = f.round();
	CHECK(first.rows == 3);
	CHECK(first.changed == 3);
	CHECK(f.storeText("SELECT number || '/' || service_type || '/' || total || '/' || units FROM erp_work_order WHERE "
	                  "erp_key = 'MX|W100001'") == "W100001/install/460.40/1");
	CHECK(f.storeText("SELECT completed_at FROM erp_work_order WHERE erp_key = 'MX|W100001'") == "1793410200000");
	CHECK(f.storeText("SELECT completed_at_text FROM erp_work_order WHERE erp_key = 'MX|W100001'") ==
	      "2026-10-31 09:30");
	CHECK(f.storeText("SELECT branch_id FROM erp_work_order WHERE erp_key = 'MX|W100001'") == "MX");
	CHECK(f.storeText("SELECT state || rows_live || change_seq FROM erp_entity WHERE entity = 'work_order'") == "ok33");

	const auto second = f.round();
	CHECK(second.rows == 3); // the overlap is read again
	CHECK(second.changed == 0);

	f.put("r1", "callback_status", "MX|W100002", {{"order", "W100002"}, {"status", "called_back"}, {"words", "很好"}});
	const auto sent = f.send();
	CHECK(sent.confirmed == 1);
	CHECK(f.state("r1") == "confirmed");
	CHECK(f.erpText("SELECT HFZT || '/' || FKYJ FROM PGD WHERE PGDH = 'W100002'") == "已回访/很好");

	// What we wrote ourselves is stored, but is no change.
	const auto third = f.round();
	CHECK(third.rows == 3);
	CHECK(third.changed == 1);
	CHECK(f.storeText("SELECT status || change_seq FROM erp_work_order WHERE erp_key = 'MX|W100002'") == "已回访2");
}
