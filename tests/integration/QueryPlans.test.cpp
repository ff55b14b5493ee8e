// Work stays proportional to what changed only while every statement finds its rows by an index. On SQLite, with the
// tables of host, entities and plugins; without statistics, as a store that grows has none.

#include "SourceDir.hpp"
#include "host/entities/EntitySchema.hpp"
#include "host/entities/EntityTables.hpp"
#include "host/store/testing/TemporaryStore.hpp"
#include "host/sync/EntitySql.hpp"
#include "tests/integration/EveryStatement.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>

using namespace erphost;
using namespace erphost::tests;

namespace {

// What may be read whole, and why.
const std::set<std::string_view> kWhole = {
	// a few rows: employees, subscriptions, accounts, sessions, links, entities, record types, late commands
	"timekeeping.branches",
	"timekeeping.month_people",
	"journal.drop_subscriptions",
	"journal.drop_parked",
	"packages.forget_parked",
	"packages.forget_subscriptions",
	"packages.forget_jobs",
	"security.users_by_name_down",
	"security.count_users",
	"security.count_admins",
	"security.count_passwords",
	"security.prune_sessions",
	"security.drop_links",
	"security.prune_links",
	"front.links",
	"front.entities",
	"sync.entities",
	"sync.entities_away",
	"sync.links",
	"sync.links_gone",
	"sync.record_modes",
	"sync.command_next",
	"sync.commands_reset",
	"sync.commands_forget",
	// a row per entity, a row per timestamp of the mapping, a count over an index, people who opted out
	"sync.last_read",
	"sync.outage_begin",
	"sync.field_basis_clear",
	"messaging.counts",
	// parked events, once per batch of retention or as a count
	"journal.prune_events",
	"journal.prune_parked",
	"front.count_parked",
	// counts over an index of the outbox; all of one type after a restore
	"front.outbox_counts",
	"sync.outbox_counts",
	"sync.outbox_any",
	"sync.outbox_of_type",
	// counts that stop at a limit
	"survey.count_tasks",
	"complaints.count_cases",
	// lists that stand in the statement: bases and dimensions; the names of the indicators, some dozens
	"survey.count",
	"survey.copy_month",
	"survey.live_indicators",
	"survey.copied_indicators",
	// what a job takes away piece by piece
	"survey.uncounted",
	// improvement plans: at most one a branch and month
	"survey.plans_by_number",
	"survey.plans_by_number_down",
	"survey.plans_by_due",
	"survey.plans_by_due_down",
	"survey.count_plans",
	// some dozens of questionnaires with a few versions each, for the person who writes them
	"survey.questionnaires",
	"survey.questionnaire_drafts",
	// sheets and warnings in every state, which nobody looks at every day
	"complaints.count_sheets",
	"complaints.count_warnings",
	// persons who are never to be assigned again; branches
	"complaints.never_again",
	"complaints.barred",
	"complaints.branch_name",
	// places: some dozens a branch
	"parts.places",
	// a year's movements of one item at one store, each found by its index, added up by week
	"parts.demand",
	// a month and a provider of penalty notices, some dozens a month
	"fees.notice_months",
	// what stops a month from being closed: open work of it, found by state and put into one order
	"fees.blockers",
};
// A few rows, whatever reads them: branches; what is written into the ERP; what is counted up to a limit.
const std::set<std::string_view> kSmall = {"SCAN b LEFT-JOIN",     "SCAN erp_branch", "SCAN erp_employee",
                                           "SCAN erp_record_type", "SCAN counted",    "SCAN CONSTANT ROW"};
// In order of an index that also limits them: the outbox, whose pages end early.
const std::set<std::string_view> kWalked = {"sync.outbox_list",
                                            "timekeeping.days",
                                            "timekeeping.leaves",
                                            "sync.outbox_list_oldest",
                                            "complaints.notices",
                                            "complaints.looks",
                                            "complaints.looks_down",
                                            "complaints.customers_by_care",
                                            "complaints.customers_by_care_down",
                                            "complaints.customers_by_name",
                                            "complaints.customers_by_name_down",
                                            "complaints.sheets_by_due",
                                            "complaints.sheets_by_due_down",
                                            "complaints.sheets_by_number",
                                            "complaints.sheets_by_number_down",
                                            "complaints.sheets_by_creation",
                                            "complaints.cases_by_urgency",
                                            "complaints.cases_by_urgency_down",
                                            "complaints.cases_by_receipt",
                                            "complaints.cases_by_receipt_down",
                                            "complaints.cases_by_number",
                                            "complaints.cases_by_number_down",
                                            "survey.tasks_by_due",
                                            "survey.tasks_by_due_down",
                                            "survey.tasks_by_completion",
                                            "survey.tasks_by_completion_down",
                                            "survey.tasks_by_number",
                                            "survey.tasks_by_number_down",
                                            "complaints.sheets_by_creation_down",
                                            "complaints.warnings",
                                            "survey.fines",
                                            "survey.fines_down",
                                            "survey.passed_on",
                                            "survey.passed_on_down",
                                            "survey.messages",
                                            "survey.messages_down",
                                            "survey.contact_plans_by_party",
                                            "survey.contact_plans_by_party_down",
                                            "survey.contact_plans_by_person",
                                            "survey.contact_plans_by_person_down",
                                            "parts.carry_ins",
                                            "parts.carry_ins_down",
                                            "parts.waitings",
                                            "parts.waitings_down",
                                            "parts.charges",
                                            "parts.charges_down",
                                            "parts.charges_by_sum",
                                            "parts.charges_by_sum_down",
                                            "parts.disposals",
                                            "parts.disposals_down",
                                            "parts.disposals_by_plan",
                                            "parts.disposals_by_plan_down",
                                            "parts.defectives",
                                            "parts.defectives_down",
                                            "parts.loans",
                                            "parts.loans_down",
                                            "parts.loans_by_due",
                                            "parts.loans_by_due_down",
                                            "parts.old_parts",
                                            "parts.old_parts_down",
                                            "parts.old_parts_by_deposit",
                                            "parts.old_parts_by_deposit_down",
                                            "parts.old_lots",
                                            "parts.old_lots_down",
                                            "parts.old_lots_by_due",
                                            "parts.old_lots_by_due_down",
                                            "parts.old_lots_by_deposit",
                                            "parts.old_lots_by_deposit_down",
                                            "parts.reorders",
                                            "parts.reorders_down",
                                            "parts.stocktakes",
                                            "parts.stocktakes_down",
                                            "parts.stocktakes_by_plan",
                                            "parts.stocktakes_by_plan_down",
                                            "parts.count_entries",
                                            "parts.count_entries_down",
                                            "parts.items",
                                            "parts.items_down",
                                            "parts.items_by_name",
                                            "parts.items_by_name_down",
                                            "parts.suppliers",
                                            "parts.suppliers_down",
                                            "parts.suppliers_by_name",
                                            "parts.suppliers_by_name_down",
                                            "parts.documents",
                                            "parts.documents_oldest",
                                            "parts.urgent_documents",
                                            "parts.urgent_documents_oldest",
                                            "parts.old_to_send",
                                            "parts.failure_rates",
                                            "fees.balances",
                                            "fees.next_news",
                                            "fees.orders",
                                            "fees.all_fines",
                                            "fees.all_fines_down",
                                            "fees.hr_months",
                                            "fees.notices",
                                            "fees.dunnings",
                                            "fees.rewards",
                                            "fees.settlements",
                                            "fees.cards",
                                            "fees.lots",
                                            "fees.brand_entries",
                                            "fees.statements"};
// Where the planner has a choice, the index that must not be taken: all open complaints, to find one order's.
const std::map<std::string_view, std::string_view> kNotIndex = {
	{"fees.work", "complaints_case_number"},        {"fees.work_of_order", "complaints_case_number"},
	{"fees.unpaid_work", "complaints_case_number"}, {"fees.work_of_settlement", "complaints_case_number"},
	{"fees.works", "complaints_case_number"},
};
// Where the planner has a choice, the index that must be taken.
const std::map<std::string_view, std::string_view> kIndex = {
	{"sync.outbox_due", "erp_outbox_due"},
	{"parts.held_in_branch", "parts_line_held"},
	{"parts.demand", "COVERING INDEX parts_movement_item_reach (item_code=?"},
	{"parts.stocked", "COVERING INDEX parts_movement_item_reach (item_code=?"},
	{"parts.countable", "COVERING INDEX parts_movement_item_reach (item_code=?"},
	{"parts.on_order", "parts_line_item_held (item_code=?"},
	{"fees.unpaid_work", "fees_work_payee (performer=? AND branch_id=? AND payee=? AND state=?"},
	{"fees.payees_with_work", "fees_work_verdict (performer=? AND state=?"},
	{"fees.desk_works", "fees_work_verdict (performer=? AND state=?"},
	{"fees.releasable", "fees_work_verdict (performer=? AND state=? AND verdict=?"},
	{"fees.entries_of_ref", "fees_money_entry_ref (ref=?"},
	{"fees.payments_of_work", "fees_settlement_line_ref (ref=?"},
	{"fees.depositors", "fees_money_balance_deposit"},
	{"fees.technicians_with_cash", "fees_count_line_order (erp_key=?"},
	{"fees.uncommissioned", "fees_work_waiting (performer=? AND branch_id=?"},
	{"parts.held_by_person", "parts_line_person"},
	{"parts.movements_of_order", "parts_movement_order (order_kind=? AND order_branch=? AND order_key=?"},
	{"parts.movements_of_item", "parts_movement_item_reach (item_code=?"},
	{"parts.movements_of_document", "parts_movement_document (document_id=?"},
	{"parts.documents_of_kind_and_state", "parts_document_kind_state (kind=? AND state=?"},
	{"parts.stocktakes_by_plan_of_state", "parts_stocktake_state_planned (state=?"},
	{"parts.stocktakes_by_plan", "parts_stocktake_planned"},
	{"parts.old_parts_by_deposit_of_state", "parts_old_part_state_deposit (state=?"},
	{"parts.old_parts_by_deposit", "parts_old_part_deposit"},
	{"parts.old_lots_by_due_of_state", "parts_old_lot_state_due (state=?"},
	{"parts.old_lots_by_due", "parts_old_lot_due"},
	{"parts.old_lots_by_deposit_of_state_down", "parts_old_lot_state_deposit (state=?"},
	{"parts.charges_by_sum_of_state", "parts_charge_state_sum (state=?"},
	{"parts.charges_by_sum_down", "parts_charge_sum"},
	{"parts.loans_by_due_of_state", "parts_loan_state_due (state=?"},
	{"parts.loans_by_due_down", "parts_loan_due"},
	{"parts.disposals_by_plan_of_state", "parts_disposal_state_planned (state=?"},
	{"parts.items_by_name_of_state", "parts_item_kind_name (kind=?"},
	{"parts.items_by_name", "parts_item_name"},
	{"parts.suppliers_by_name", "parts_supplier_name"},
	{"sync.outbox_list", "erp_outbox_sequence"},
	{"sync.outbox_list_oldest", "erp_outbox_sequence"},
	{"survey.count", "survey_count_1 (subject=? AND number=?)"},
	{"survey.live_figures", "survey_figure_1 (basis=? AND indicator=? AND dimension=? AND month>? AND month<?)"},
	{"complaints.state_cases_by_urgency", "complaints_case_urgency (state=?)"},
	{"complaints.state_cases_by_urgency_down", "complaints_case_urgency (state=?)"},
	{"complaints.state_cases_by_receipt", "complaints_case_received (state=?)"},
	{"complaints.state_cases_by_receipt_down", "complaints_case_received (state=?)"},
	{"complaints.state_cases_by_number", "complaints_case_number (state=?)"},
	{"complaints.state_cases_by_number_down", "complaints_case_number (state=?)"},
	{"complaints.cases_by_urgency", "complaints_case_all_urgency"},
	{"complaints.cases_by_urgency_down", "complaints_case_all_urgency"},
	{"complaints.cases_by_receipt", "complaints_case_all_received"},
	{"complaints.cases_by_receipt_down", "complaints_case_all_received"},
	{"complaints.cases_by_number", "autoindex_complaints_case_2"},
	{"complaints.cases_by_number_down", "autoindex_complaints_case_2"},
	{"complaints.count_state_cases", "(state=?)"},
	{"complaints.counters", "(state=?)"},
	{"complaints.causes", "complaints_case_month"},
	{"complaints.state_sheets_by_due", "complaints_sheet_due (state=?)"},
	{"complaints.state_sheets_by_due_down", "complaints_sheet_due (state=?)"},
	{"complaints.state_sheets_by_number", "complaints_sheet_number (state=?)"},
	{"complaints.state_sheets_by_creation", "complaints_sheet_created (state=?)"},
	{"complaints.clocks_due", "complaints_clock_next (state=? AND next_at<?)"},
	{"complaints.clocks_by_due", "complaints_clock_due (state=?)"},
	{"complaints.clocks_by_due_down", "complaints_clock_due (state=?)"},
	{"complaints.clocks_by_start", "complaints_clock_started (state=?)"},
	{"complaints.clocks_by_start_down", "complaints_clock_started (state=?)"},
	{"complaints.clock_board", "complaints_clock_board (state=?)"},
	{"complaints.actions", "complaints_action_due (state=?)"},
	{"complaints.actions_down", "complaints_action_due (state=?)"},
	{"complaints.customers_by_name", "complaints_customer_name"},
	{"complaints.customers_by_name_down", "complaints_customer_name"},
	{"survey.contact_plans_by_party", "survey_contact_plan_party"},
	{"survey.contact_plans_by_person", "survey_contact_plan_person"},
	{"fees.fines_of_state", "fees_fine_state (state=?)"},
	{"fees.fines_of_state_down", "fees_fine_state (state=?)"},
	{"complaints.overdue", "complaints_overdue_since (state=? AND since_at>? AND since_at<?)"},
	{"complaints.orders_by_phone", "complaints_order_phone (phone_key=?)"},
	{"complaints.orders_by_number", "complaints_order_number (number=?)"},
	{"survey.lease_customer", "(phone=? AND state=?)"},
	{"survey.release_customer", "(phone=? AND state=?)"},
	{"survey.orders_by_tail", "survey_order_tail_last4 (last4=? AND touched_at>?)"},
	{"survey.due_calls", "survey_onsite_expected_due (state=? AND due_at<?)"},
	{"survey.fines_of_order", "survey_fine_proposal_order (kind=? AND branch_id=? AND erp_key=?)"},
	{"survey.siblings", "survey_task_customer (phone=? AND state=?)"},
	{"survey.busy", "(phone=? AND state=?)"},
	{"survey.next_task", "survey_task_next (state=?)"},
	{"survey.sales_of_days", "survey_sale_day (day>? AND day<?)"},
	{"survey.tasks_by_due", "survey_task_all_due"},
	{"survey.tasks_by_due_down", "survey_task_all_due"},
	{"survey.tasks_by_number", "autoindex_survey_task_2"},
	{"survey.tasks_by_number_down", "autoindex_survey_task_2"},
	{"survey.tasks_by_completion", "survey_task_all_completed"},
	{"survey.tasks_by_completion_down", "survey_task_all_completed"},
	{"survey.count_state_tasks", "(state=?)"},
	{"survey.counters", "(state=?)"},
	{"survey.answered_since", "survey_attempt_at (at>?)"},
	{"survey.due_work", "survey_task_next (state=? AND due_on<?)"},
	{"survey.signed_months", "survey_month_1 (month>? AND month<?)"},
	{"survey.copied_figures", "survey_month_figure_1 (month=? AND indicator=? AND dimension=?)"},
	{"survey.live_indicators", "survey_figure_1 (basis=? AND indicator=? AND dimension=? AND month=?)"},
	// every entry of a period, read from the index alone
	{"fees.branch_ledger", "COVERING INDEX fees_brand_entry_sums (month>? AND month<?)"},
	{"fees.brand_ledger", "COVERING INDEX fees_brand_entry_sums (month>? AND month<?)"},
	{"survey.state_tasks_by_due", "survey_task_due (state=?)"},
	{"survey.state_tasks_by_due_down", "survey_task_due (state=?)"},
	{"survey.state_tasks_by_number", "survey_task_number (state=?)"},
	{"survey.state_tasks_by_number_down", "survey_task_number (state=?)"},
	{"survey.state_tasks_by_completion", "survey_task_completed (state=?)"},
	{"survey.state_tasks_by_completion_down", "survey_task_completed (state=?)"},
};
// A group of few is sorted: a month's examined orders and indicators, a day's candidates, what is due at this moment,
// tasks of one number.
const std::set<std::string_view> kSorted = {
	// of one day or month
	"timekeeping.month_days",
	"timekeeping.month_proxies",
	"survey.calls_since",
	// what belongs to one order, person, act or paper
	"fees.entries_of_order",
	"fees.order_money",
	"fees.warranty_notes",
	"fees.quotations_of_order",
	"fees.receipts_of_order",
	"fees.charged_parts",
	"fees.exceptions_of_order",
	"fees.compensations_of_order",
	"fees.fines_of_act",
	"fees.fines_of_order",
	"fees.entries_of_ref",
	"fees.offsets_of_ref",
	"fees.open_notices_of_fine",
	"fees.earlier_acts",
	"fees.orders_of_number",
	"fees.orders_of_this_number",
	"fees.payments_of_work",
	"fees.list_in_force",
	"fees.commission",
	// one page, found by its index; the technicians who have cash in hand
	"fees.entries_of_account",
	"fees.technicians_with_cash",
	"fees.dunnings",
	// the open work of one month, or of one provider's settlement
	"fees.unpaid_cards",
	"fees.open_fines",
	"fees.open_fines_down",
	"fees.open_offsets",
	"fees.payees_with_work",
	"fees.unpaid_work",
	"fees.work_of_settlement",
	"fees.uncommissioned",
	"fees.releasable",
	"fees.desk_branches",
	"fees.desk_works",
	"fees.desk_fines",
	"fees.desk_rewards",
	"fees.desk_notices",
	"fees.desk_missing_cards",
	"fees.desk_cards",
	"fees.papers_settlements",
	"fees.papers_people",
	"fees.book_settlements",
	"fees.book_lines",
	"fees.book_hr",
	"fees.book_fines",
	"fees.book_notices",
	// a period's sums, a row a branch or brand
	"fees.branch_ledger",
	"fees.brand_ledger",
	"survey.questionnaires_in_force",
	"survey.period_candidates",
	"survey.assessments_by_answer",
	"survey.assessments_by_answer_down",
	"survey.assessments_by_number",
	"survey.assessments_by_number_down",
	"survey.due_work",
	"sync.outbox_due",
	"sync.outbox_recheck_due",
	"messaging.due",
	"survey.state_tasks_by_number",
	"survey.state_tasks_by_number_down",
	// what belongs to one case, one order, or one month's causes; reports shared at one moment
	"complaints.case_of_task",
	"complaints.story",
	"complaints.sheet_story",
	"complaints.clock_story",
	"complaints.links",
	"complaints.states_of_number",
	"complaints.fines_of_case",
	"complaints.attachments",
	"complaints.actions_of_case",
	"complaints.causes",
	"complaints.documents",
	// what lies at one place, or where one item lies, by value; what differs from the ERP, by age
	"parts.stock_of_place_by_value",
	"parts.stock_of_place_by_value_down",
	"parts.stock_of_item_by_value",
	"parts.stock_of_item_by_value_down",
	"parts.differences_by_since",
	"parts.differences_by_since_down",
	"complaints.documents_down",
	// the stores of a branch; what is held for one order
	"parts.stores",
	"parts.stores_of_erp",
	"parts.held_for_order",
	// what belongs to one order, one loan or one lot; stores; what is open or ended this month, grouped
	"parts.waiting_of_order",
	"parts.charges_of_source",
	"parts.old_lot_entries",
	"parts.next_store",
	"parts.defective_states",
	"parts.defective_ends",
	"parts.old_by_person",
};

Result<std::vector<std::string>> planOf(store::Transaction& tx, const Sql& sql)
{
	const auto text = "EXPLAIN QUERY PLAN " + std::string(sql.text);
	const Sql plan{"test.plan", text};
	std::vector<std::string> lines;
	EH_TRY(auto statement, tx.prepareAsHost(plan));
	for (;;)
	{
		EH_TRY(const bool row, statement.step());
		if (!row) return lines;
		auto line = statement.text(3);
		// SQLite before 3.36 says TABLE before the name.
		if (const auto at = line.find("SCAN TABLE "); at == 0) line.erase(5, 6);
		lines.push_back(std::move(line));
	}
}

} // namespace

TEST_CASE("every named statement finds its rows by an index", "[plan]")
{
	const store::testing::TemporaryStore store;
	const auto database = store.openMigrated();
	REQUIRE(entities::ensureEntityTables(*database, everySchema()));
	for (const char* plugin : {"survey", "complaints", "parts", "fees", "timekeeping"})
	{
		const auto migrations = store::readMigrations(std::filesystem::path(erphost::test::sourceDir()) / "plugins" /
		                                              plugin / "migrations");
		REQUIRE(migrations);
		REQUIRE(store::migrate(*database, plugin, *migrations, 1));
	}
	const auto outcome = database->read([](store::Transaction& tx) -> Result<void> {
		for (const auto* each : everyStatement())
		{
			EH_TRY(const auto plan, planOf(tx, *each));
			std::string all;
			for (const auto& line : plan) all += line + "\n";
			INFO(each->name << ":\n" << all);
			for (const auto& line : plan)
			{
				const bool scan = line.rfind("SCAN", 0) == 0 && !kSmall.contains(line);
				CHECK((!scan || kWhole.contains(each->name) || kWalked.contains(each->name) ||
				       line.find("branches") != std::string::npos));
				const bool sort = line.find("TEMP B-TREE") != std::string::npos;
				CHECK((!sort || kSorted.contains(each->name) || kWhole.contains(each->name)));
			}
			if (const auto wanted = kIndex.find(each->name); wanted != kIndex.end())
				CHECK(all.find(wanted->second) != std::string::npos);
			if (const auto avoided = kNotIndex.find(each->name); avoided != kNotIndex.end())
				CHECK(all.find(avoided->second) == std::string::npos);
		}
		return {};
	});
	REQUIRE(outcome);
}

TEST_CASE("a row of the ERP is found by its key alone without reading its table", "[plan]")
{
	const store::testing::TemporaryStore store;
	const auto database = store.openMigrated();
	REQUIRE(entities::ensureEntityTables(*database, everySchema()));
	const auto outcome = database->read([](store::Transaction& tx) -> Result<void> {
		for (const auto& schema : everySchema())
		{
			const sync::EntitySql sql(schema, sync::EntityMap{});
			for (const auto* each : {sql.one, sql.removeByKey, sql.look, sql.livePage, sql.hashes, sql.remove})
			{
				EH_TRY(const auto plan, planOf(tx, *each));
				for (const auto& line : plan)
				{
					INFO(each->name << ": " << line);
					CHECK((line.rfind("SCAN", 0) != 0 || line == "SCAN branches" || line == "SCAN b"));
					CHECK((line.find(schema.table()) == std::string::npos || line.find("SEARCH") == 0));
				}
			}
		}
		return {};
	});
	REQUIRE(outcome);
}
