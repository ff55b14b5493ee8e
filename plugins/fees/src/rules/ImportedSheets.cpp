#include "rules/ImportedSheets.hpp"

#include "rules/Id.hpp"

namespace fees {

using erphost::imports::Choice;
using erphost::imports::folded;
using erphost::imports::narrow;
using erphost::imports::plainDecimal;

std::optional<Fen> importedSum(Reading& reading, const std::string& column)
{
	const std::string cell = reading.text(column);
	if (cell.empty()) return std::nullopt;
	const auto fen = fenOfDecimal(plainDecimal(cell));
	if (fen && *fen > 0) return fen;
	reading.wrong(column, "fees.money_odd", {{"given", cell}});
	return std::nullopt;
}

const std::vector<Column>& depositColumns()
{
	static const std::vector<Column> columns{
		{"branch", {"分公司", "Branch"}, {"公司", "所属分公司"}, true, false, {}, 60},
		{"payee", {"服务商编号", "Provider's number"}, {"编号", "网点编号", "供应商编号"}, true, false, {}, 60},
		{"name", {"服务商", "Provider"}, {"服务商名称", "网点", "网点名称"}, false, false, {}, 100},
		{"sum", {"保证金余额", "Deposit"}, {"余额", "押金", "保证金", "质保金", "金额"}, true, false, {}, 30},
		{"reason", {"备注", "Note"}, {"说明"}, false, false, {}, 200}};
	return columns;
}

const std::vector<Column>& fineColumns()
{
	static const std::vector<Choice> kinds{
		{"technician", {"师傅", "Technician"}, {"安装工", "维修工", "工程师", "外援"}},
		{"provider", {"服务商", "Provider"}, {"网点"}},
		{"employee", {"员工", "Employee"}, {"职员"}},
		{"superior", {"上级", "Superior"}, {"主管"}},
		{"department", {"部门", "Department"}}};
	static const std::vector<Choice> states{{"open", {"未交", "Not paid"}, {"未缴", "未扣", "未付", "待扣"}},
	                                        {"paid", {"已交", "Paid"}, {"已缴", "已扣", "已付"}}};
	static const std::vector<Column> columns{
		{"oldNumber", {"原编号", "Old number"}, {"编号", "罚单号", "处罚单号"}, false, false, {}, 60},
		{"branch", {"分公司", "Branch"}, {"公司", "所属分公司"}, true, false, {}, 60},
		{"kind", {"责任人类型", "Liable kind"}, {"责任类型"}, true, false, kinds, 20},
		{"key", {"责任人编号", "Liable number"}, {"工号", "人员编号", "服务商编号"}, true, false, {}, 60},
		{"name", {"责任人", "Liable"}, {"姓名", "责任人姓名"}, true, false, {}, 100},
		{"offence", {"违规事项", "Offence"}, {"处罚项目", "违规代码", "项目"}, true, false, {}, 100},
		{"sum", {"金额", "Sum"}, {"罚款金额", "罚款", "未交金额"}, true, false, {}, 30},
		{"actOn", {"违规日期", "Day of the act"}, {"日期", "发生日期", "处罚日期"}, true, false, {}, 40},
		{"order", {"单号", "Order"}, {"派工单号", "工单号"}, false, false, {}, 60},
		{"reason", {"原因", "Reason"}, {"说明", "处罚原因", "备注"}, true, false, {}, 1000},
		{"state", {"状态", "State"}, {"是否已交", "缴款状态"}, false, false, states, 20}};
	return columns;
}

const std::vector<Column>& cardColumns()
{
	static const std::vector<Choice> types{{"install_card", {"安装卡", "Install card"}, {"安装"}},
	                                       {"repair_slip", {"维修单", "Repair slip"}, {"维修", "维修卡"}}};
	static const std::vector<Choice> conditions{{"ok", {"完好", "Good"}, {"合格", "正常"}},
	                                            {"bad", {"填写不合格", "Badly filled in"}, {"不合格"}}};
	static const std::vector<Column> columns{
		{"branch", {"分公司", "Branch"}, {"公司", "所属分公司"}, true, false, {}, 60},
		{"type", {"类型", "Type"}, {"卡类型", "单据类型"}, true, false, types, 20},
		{"brand", {"品牌", "Brand"}, {"厂家"}, true, false, {}, 40},
		{"number", {"卡号", "Number"}, {"安装卡号", "维修单号", "单据号"}, true, false, {}, 60},
		{"serial", {"机号", "Serial number"}, {"条码", "序列号", "机身号"}, false, false, {}, 60},
		{"order", {"单号", "Order"}, {"派工单号", "工单号"}, false, false, {}, 60},
		{"condition", {"状况", "Condition"}, {"填写情况"}, false, false, conditions, 20},
		{"claim", {"应结金额", "Claim"}, {"结算金额", "金额"}, false, false, {}, 30},
		{"enteredNumber", {"厂家系统编号", "Manufacturer's number"}, {"录入编号", "厂家单号"}, false, false, {}, 60},
		{"enteredOn", {"录入日期", "Entered on"}, {"厂家录入日期"}, false, false, {}, 40}};
	return columns;
}

ImportedFine readImportedFine(Reading& reading, const std::string& today, const Offences& offences)
{
	ImportedFine fine;
	fine.oldNumber = reading.text("oldNumber");
	fine.liableKind = reading.choice("kind");
	fine.liableKey = narrow(reading.text("key"));
	fine.liableName = reading.text("name");
	fine.orderNumber = narrow(reading.text("order"));
	fine.reason = reading.text("reason");
	fine.actOn = reading.dayUntil("actOn", today);
	fine.sumFen = importedSum(reading, "sum").value_or(0);
	if (reading.choice("state") == "paid") reading.wrong("state", "fees.fine_paid");
	if (const std::string wanted = folded(reading.text("offence")); !wanted.empty())
	{
		for (const Offence& each : offences.all())
			if (fine.offence.empty() &&
			    (wanted == folded(each.code) || wanted == folded(each.zh) || wanted == folded(each.en)))
				fine.offence = each.code;
		if (fine.offence.empty())
			reading.wrong("offence", "fees.offence_unknown", {{"given", reading.text("offence")}});
	}
	return fine;
}

std::string markOf(const ImportedFine& fine)
{
	if (!fine.oldNumber.empty()) return idOf({"fine", folded(fine.oldNumber)});
	if (fine.liableKey.empty() || fine.offence.empty() || fine.actOn.empty()) return {};
	return idOf({"fine", fine.liableKey, fine.offence, fine.actOn, fine.orderNumber, std::to_string(fine.sumFen)});
}

ImportedCard readImportedCard(Reading& reading, const std::string& today)
{
	ImportedCard card;
	card.type = reading.choice("type");
	card.brand = reading.text("brand");
	card.number = narrow(reading.text("number"));
	card.serial = narrow(reading.text("serial"));
	card.orderNumber = narrow(reading.text("order"));
	if (const std::string condition = reading.choice("condition"); !condition.empty()) card.condition = condition;
	card.claimFen = importedSum(reading, "claim");
	card.enteredNumber = narrow(reading.text("enteredNumber"));
	card.enteredOn = reading.dayUntil("enteredOn", today);
	if (card.enteredNumber.empty() != reading.text("enteredOn").empty())
		reading.wrong(card.enteredNumber.empty() ? "enteredNumber" : "enteredOn", "fees.card_entered_odd");
	return card;
}

} // namespace fees
