#include "rules/ImportedCase.hpp"

#include "rules/Id.hpp"
#include "rules/Mask.hpp"
#include "rules/Route.hpp"

#include <algorithm>

namespace complaints {

using erphost::imports::Choice;
using erphost::imports::Column;
using erphost::imports::folded;
using erphost::imports::narrow;
using erphost::imports::Reading;

const std::vector<Column>& importedCaseColumns()
{
	static const std::vector<Choice> states{
		{"open", {"处理中", "Open"}, {"未结", "未结案", "未关闭", "未处理", "未处理完", "待处理", "跟进中"}},
		{"closed",
	     {"已关闭", "Closed"},
	     {"已结", "已结案", "结案", "已处理", "已处理完", "关闭", "作废", "已作废", "撤销"}}};
	static const std::vector<Choice> kinds{{"after_sales", {"售后", "After-sales"}, {"售后服务", "安装维修", "服务"}},
	                                       {"logistics", {"物流", "Logistics"}, {"配送", "送货"}},
	                                       {"store", {"门店", "Store"}, {"销售", "导购"}}};
	static const std::vector<Choice> subKinds{
		{"quality", {"A 产品质量", "A Product quality"}, {"A", "产品质量", "质量"}},
		{"workmanship", {"B 施工质量", "B Workmanship"}, {"B", "施工质量", "安装质量", "维修质量"}},
		{"overcharge", {"C 乱收费", "C Overcharging"}, {"C", "乱收费"}},
		{"service", {"D 服务不及时", "D Service"}, {"D", "服务不及时", "服务态度"}}};
	static const std::vector<Choice> sources{{"phone", {"电话", "Phone"}, {"来电"}},
	                                         {"counter", {"柜台", "Counter"}, {"到店", "门店"}},
	                                         {"visit", {"走访", "Visit"}, {"上门"}},
	                                         {"online", {"网络", "Online"}, {"微信", "网上"}},
	                                         {"department", {"部门转来", "Department"}, {"转来", "转办"}}};
	static const std::vector<Choice> departments{{"store", {"门店", "Store"}},
	                                             {"logistics", {"物流", "Logistics"}},
	                                             {"after_sales", {"售后", "After-sales"}},
	                                             {"provider", {"服务商", "Service provider"}, {"网点"}},
	                                             {"manufacturer", {"厂家", "Manufacturer"}},
	                                             {"purchasing", {"采购", "Purchasing"}},
	                                             {"other", {"其他", "Other"}}};
	static const std::vector<Choice> steps{{"received", {"已受理", "Received"}, {"受理"}},
	                                       {"facts", {"核实事实", "Facts confirmed"}, {"已核实", "核实"}},
	                                       {"cause", {"查明原因", "Cause found"}, {"原因查明"}},
	                                       {"solution", {"商定方案", "Solution agreed"}, {"已商定方案"}},
	                                       {"carried_out", {"方案落实", "Carried out"}, {"方案执行", "已执行"}}};
	static const std::vector<Column> columns{
		{"oldNumber", {"原编号", "Old number"}, {"投诉编号", "编号", "登记号"}, false, false, {}, 60},
		{"branch", {"分公司", "Branch"}, {"公司", "所属分公司", "分部"}, false, false, {}, 60},
		{"order",
	     {"单号", "Order"},
	     {"派工单号", "工单号", "订单号", "销售单号", "order number"},
	     false,
	     false,
	     {},
	     60},
		{"customer", {"客户", "Customer"}, {"客户姓名", "姓名", "用户姓名"}, false, true, {}, 60},
		{"phone", {"电话", "Phone"}, {"客户电话", "联系电话", "手机", "手机号"}, false, true, {}, 40},
		{"address", {"地址", "Address"}, {"客户地址", "详细地址"}, false, true, {}, 300},
		{"product", {"产品", "Product"}, {"产品类别", "品类"}, false, false, {}, 60},
		{"brand", {"品牌", "Brand"}, {}, false, false, {}, 60},
		{"model", {"型号", "Model"}, {"机型"}, false, false, {}, 60},
		{"store", {"门店名称", "Store name"}, {"销售门店"}, false, false, {}, 60},
		{"receivedOn",
	     {"受理日期", "Received on"},
	     {"受理时间", "投诉日期", "投诉时间", "登记日期", "日期"},
	     true,
	     false,
	     {},
	     40},
		{"kind", {"类别", "Kind"}, {"投诉类别", "投诉类型", "类型"}, true, false, kinds, 40},
		{"subKind", {"细类", "Sub-kind"}, {"投诉细类", "小类"}, false, false, subKinds, 40},
		{"words", {"客户反映", "Customer's words"}, {"投诉内容", "反映内容", "内容", "问题描述"}, true, true, {}, 4000},
		{"class", {"级别", "Class"}, {"投诉级别"}, false, false, {}, 10},
		{"source", {"来源", "Source"}, {"投诉来源", "渠道"}, false, false, sources, 40},
		{"department", {"责任部门", "Department"}, {}, false, false, departments, 40},
		{"state", {"状态", "State"}, {"处理状态", "是否结案"}, false, false, states, 40},
		{"step", {"进度", "Step"}, {"处理进度", "当前步骤"}, false, false, steps, 40},
		{"cause", {"原因", "Cause"}, {"投诉原因"}, false, false, {}, 60},
		{"owner", {"负责人账号", "Owner's account"}, {"负责人", "首问责任人"}, false, false, {}, 60}};
	return columns;
}

namespace {

/// CP-08: 1, 2, 3, as people write them.
int classOf(Reading& reading)
{
	const std::string cell = folded(reading.text("class"));
	if (cell.empty()) return 1;
	const std::vector<std::vector<std::string>> written{
		{"1", "一级", "1级", "一"}, {"2", "二级", "2级", "二"}, {"3", "三级", "3级", "三"}};
	for (std::size_t at = 0; at < written.size(); ++at)
		if (std::find(written[at].begin(), written[at].end(), cell) != written[at].end())
			return static_cast<int>(at) + 1;
	reading.wrong("class", "complaints.class_odd", {{"given", reading.text("class")}});
	return 1;
}

std::string causeOf(Reading& reading, const std::vector<CauseName>& causes)
{
	const std::string cell = folded(reading.text("cause"));
	if (cell.empty()) return {};
	for (const CauseName& each : causes)
		if (cell == folded(each.code) || cell == folded(each.zh) || cell == folded(each.en)) return each.code;
	reading.wrong("cause", "complaints.cause_unknown", {{"given", reading.text("cause")}});
	return {};
}

} // namespace

ImportedCase readImportedCase(Reading& reading, const std::string& today, const std::vector<CauseName>& causes)
{
	ImportedCase item;
	item.oldNumber = reading.text("oldNumber");
	item.orderNumber = narrow(reading.text("order"));
	item.customerName = reading.text("customer");
	item.phone = narrow(reading.text("phone"));
	item.address = reading.text("address");
	item.product = reading.text("product");
	item.brand = reading.text("brand");
	item.model = reading.text("model");
	item.store = reading.text("store");
	item.words = reading.text("words");
	item.owner = reading.text("owner");
	item.complaintKind = reading.choice("kind");
	item.subKind = reading.choice("subKind");
	item.source = reading.choice("source");
	item.department = reading.choice("department");
	item.receivedOn = reading.dayUntil("receivedOn", today);
	item.severity = classOf(reading);
	item.cause = causeOf(reading, causes);
	if (const auto step = stepNamed(reading.choice("step"))) item.step = *step;
	// Only what is open comes in: what was closed before makes nothing any more (SV-16).
	if (reading.choice("state") == "closed") reading.wrong("state", "complaints.not_open");
	const std::size_t digits = phoneKey(item.phone).size();
	if (!item.phone.empty() && (digits < 7 || digits > 13))
		reading.wrong("phone", "complaints.phone_odd", {{"given", reading.text("phone")}});
	if (item.orderNumber.empty())
	{
		if (reading.text("branch").empty()) reading.wrong("branch", "complaints.branch_missing");
		if (item.customerName.empty() && item.phone.empty()) reading.wrong("phone", "complaints.who_missing");
	}
	if (!item.complaintKind.empty() && !subKindFits(item.complaintKind, item.subKind))
		reading.wrong("subKind", "complaints.sub_kind_odd");
	// CP-09: no step is skipped; whoever agreed on a solution knew the cause.
	if (item.step >= Step::cause && reading.text("cause").empty()) reading.wrong("cause", "complaints.cause_missing");
	return item;
}

std::string markOf(const ImportedCase& item)
{
	if (!item.oldNumber.empty()) return idOf({"number", folded(item.oldNumber)});
	const std::string who = !item.orderNumber.empty() ? folded(item.orderNumber)
	                        : !item.phone.empty()     ? phoneKey(item.phone)
	                                                  : folded(item.customerName);
	if (who.empty() || item.receivedOn.empty() || item.words.empty()) return {};
	return idOf({"case", who, item.receivedOn, folded(item.words)});
}

} // namespace complaints
