#include "host/demoerp/PastService.hpp"

#include "host/demoerp/Schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace erphost::demoerp {

namespace {

constexpr LocalSeconds kUntouched = 20 * kDay;

int calledPermille(PastStage stage)
{
	switch (stage)
	{
	case PastStage::counter: return 300;
	case PastStage::delivery: return 500;
	case PastStage::onSite: return 985;
	case PastStage::carryIn: return 500;
	}
	return 0;
}

int dissatisfiedPermille(const PastOrder& order)
{
	int permille = order.branch->dissatisfied;
	if (order.weak) permille *= 3;
	if (order.stage == PastStage::counter) permille /= 2;
	return permille;
}

char departmentOf(PastStage stage)
{
	switch (stage)
	{
	case PastStage::counter: return '1';
	case PastStage::delivery: return '2';
	case PastStage::onSite:
	case PastStage::carryIn: return '3';
	}
	return '3';
}

const CauseData& pickCause(PastStage stage, Random& random)
{
	std::int64_t sum = 0;
	const char department = departmentOf(stage);
	for (const auto& cause : kCauses)
		if (cause.department == department) sum += cause.weight;
	auto left = random.below(sum);
	for (const auto& cause : kCauses)
		if (cause.department == department && (left -= cause.weight) < 0) return cause;
	return kCauses.front();
}

/// A content customer: 满意 most of the time. Clerks had no list to choose from.
std::string_view contentResult(Random& random)
{
	static constexpr std::array<std::string_view, 5> kResults{"非常满意", "满意", "满意 ", "很满意", "一般"};
	static constexpr int kWeights[] = {300, 520, 30, 70, 80};
	return kResults[random.weighted(kWeights)];
}

PastComplaint complaintAbout(const PastOrder& order, LocalSeconds at, int handlings, Random& random)
{
	PastComplaint complaint;
	complaint.at = at;
	complaint.cause = &pickCause(order.stage, random);
	complaint.handlings = handlings;
	complaint.severity = random.chance(12) ? '3' : handlings > 1 || random.chance(60) ? '2' : '1';
	complaint.closed = inWorkingHours(at + handlings * random.between(20, 90) * kHour, random);
	return complaint;
}

} // namespace

PastService planPastService(const PastOrder& order, LocalSeconds now, Random& random)
{
	PastService past;
	if (order.finished == 0 || order.finished >= now - kUntouched)
	{
		if (random.chance(300)) past.marks.called = "未回访";
		else if (random.chance(150)) past.marks.called = "";
		return past;
	}
	if (!random.chance(calledPermille(order.stage)))
	{
		// Nobody asked, and now and then somebody complains all the same.
		if (random.chance(dissatisfiedPermille(order) / 3))
			past.complaint = complaintAbout(
				order, inWorkingHours(order.finished + random.between(2, 200) * kHour, random), 1, random);
		return past;
	}
	PastCall call;
	call.at = inWorkingHours(order.finished + random.between(3, 130) * kHour, random);
	if (order.stage == PastStage::onSite && random.chance(250)) call = {1, order.finished - 5 * kMinute, '2', {}, {}};
	if (random.chance(55)) call.result = "拒访";
	else if (random.chance(80)) call.result = random.chance(700) ? "无人接听" : "空号";
	if (!call.result.empty())
	{
		call.channel = '1';
		past.marks.called = "未回访";
		past.calls.push_back(call);
		return past;
	}
	past.marks.called = "已回访";
	if (!random.chance(dissatisfiedPermille(order)))
	{
		call.result = contentResult(random);
		past.calls.push_back(call);
		past.marks.handled = "已完成";
		if (random.chance(60)) past.marks.feedback = "满意";
		return past;
	}
	call.result = random.chance(220) ? "非常不满意" : "不满意";
	const int handlings = random.chance(180) ? 2 : 1;
	past.complaint = complaintAbout(order, call.at, handlings, random);
	call.words = past.complaint->cause->words;
	past.calls.push_back(call);
	for (int round = 2; round <= handlings + 1; ++round)
	{
		const auto at = inWorkingHours(past.calls.back().at + random.between(40, 110) * kHour, random);
		const bool last = round == handlings + 1;
		past.calls.push_back({round, at, '1', last ? std::string_view("满意") : std::string_view("不满意"),
		                      last ? std::string_view() : past.complaint->cause->words});
	}
	past.complaint->closed = past.calls.back().at;
	// What still runs into the present was never written down.
	std::erase_if(past.calls, [&](const PastCall& made) { return made.at > now; });
	if (past.complaint->closed > now) past.complaint->closed = 0;
	past.marks.handled = past.complaint->closed != 0 ? "已完成" : "已通知售后";
	past.marks.feedback = std::string(past.complaint->cause->words);
	return past;
}

Result<PastRegisters> PastRegisters::open(SqliteFile& file)
{
	EH_TRY(auto call, file.prepare(insertInto("HFJL")));
	EH_TRY(auto complaint, file.prepare(insertInto("TSJL")));
	return PastRegisters(std::move(call), std::move(complaint));
}

std::string PastRegisters::next(const char* prefix, std::string_view branch, LocalSeconds day)
{
	const auto key = prefix + compactDate(day);
	return fmt::format("{}{:04}", key, ++_last[fmt::format("{}{}", branch, key)]);
}

Result<void> PastRegisters::write(const PastOrder& order, const PastService& past, Random& random)
{
	static constexpr std::array<std::string_view, 4> kClerks{"赵敏", "李娟", "王芳", "陈静"};
	const auto orNull = [](Statement& row, std::string_view text) {
		if (text.empty()) row << nullptr;
		else row << text;
	};
	const auto about = [&](Statement& row) {
		row << order.documents << order.number << order.line << order.store << padded(order.product, 10);
		orNull(row, order.serviceType);
		orNull(row, order.serviceMode);
		if (order.technician.empty()) row << nullptr;
		else row << padded(order.technician, 8);
		orNull(row, order.provider);
		row << padded(order.customerName, 20) << order.phone << dateText(order.finished) << timeText(order.finished);
	};
	for (const auto& call : past.calls)
	{
		auto& row = _call;
		row << order.branch->code << next("HF", order.branch->code, call.at);
		about(row);
		row << call.round << dateText(call.at) << timeText(call.at) << std::string(1, call.channel) << call.result;
		orNull(row, call.words);
		row << kClerks[static_cast<std::size_t>(random.below(4))] << dateTimeText(call.at) << "0";
		EH_CHECK(row.run());
		++_calls;
	}
	if (!past.complaint) return success();
	const auto& complaint = *past.complaint;
	auto& row = _complaint;
	row << order.branch->code << next("TS", order.branch->code, complaint.at);
	about(row);
	row << dateText(complaint.at) << timeText(complaint.at) << (past.calls.empty() ? "1" : "2")
		<< std::string(1, complaint.cause->department);
	orNull(row, complaint.cause->path == ' ' ? std::string_view() : std::string_view(&complaint.cause->path, 1));
	row << std::string(1, complaint.severity) << complaint.cause->name << complaint.cause->words;
	orNull(row, complaint.closed != 0 ? complaint.cause->measure : std::string_view());
	row << complaint.handlings;
	if (complaint.closed != 0) row << dateTimeText(complaint.closed);
	else row << nullptr;
	row << kClerks[static_cast<std::size_t>(random.below(4))] << dateTimeText(std::max(complaint.at, complaint.closed))
		<< "0";
	EH_CHECK(row.run());
	++_complaints;
	return success();
}

} // namespace erphost::demoerp
