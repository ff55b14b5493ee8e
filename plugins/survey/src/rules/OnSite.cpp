#include "rules/OnSite.hpp"

#include "rules/AnswerClass.hpp"

#include <utility>

namespace survey {

namespace {

constexpr std::size_t kShortestNumber = 7; ///< a landline without area code

Effect effect(EffectKind what, std::string_view key, std::string_view value, std::string_view question,
              std::string text)
{
	return {std::string(kFromOnSite),
	        what,
	        std::string(key),
	        std::string(value),
	        std::string(question),
	        std::move(text),
	        std::nullopt,
	        {}};
}

bool same(const std::string& a, const std::string& b)
{
	if (a.size() < kShortestNumber || b.size() < kShortestNumber) return false;
	if (a == b) return true;
	const std::string& longer = a.size() > b.size() ? a : b;
	const std::string& shorter = a.size() > b.size() ? b : a;
	// 0916 2222333 and 2222333 are one line; mobile numbers (1…, eleven digits) are compared whole.
	return longer.front() == '0' && shorter.size() <= 8 && longer.ends_with(shorter);
}

} // namespace

std::string plainNumber(std::string_view number)
{
	if (const auto extension = number.find("转"); extension != std::string_view::npos)
		number = number.substr(0, extension);
	std::string digits;
	for (const char c : number)
		if (c >= '0' && c <= '9') digits += c;
	if (digits.starts_with("0086")) digits.erase(0, 4);
	else if (digits.starts_with("86") && digits.size() == 13) digits.erase(0, 2);
	// Some exchanges show a mobile number of another city with a leading 0.
	if (digits.size() == 12 && digits.starts_with("01")) digits.erase(0, 1);
	return digits;
}

bool isCustomersNumber(std::string_view caller, std::string_view phone, std::string_view phone2)
{
	const std::string number = plainNumber(caller);
	return same(number, plainNumber(phone)) || same(number, plainNumber(phone2));
}

std::string last4Of(std::string_view number)
{
	const std::string digits = plainNumber(number);
	return digits.size() < 4 ? std::string() : digits.substr(digits.size() - 4);
}

std::vector<Effect> effectsOf(const OnSiteCall& call)
{
	std::vector<Effect> effects;
	const auto mismatch = [&](const IdentityCheck& check, std::string_view what, bool personal) {
		if (!check.match)
			effects.push_back(
				effect(EffectKind::finding, "identity_mismatch", {}, what, personal ? std::string() : check.said));
	};
	mismatch(call.name, "name", true);
	mismatch(call.phone, "phone", true);
	mismatch(call.brand, "brand", false);
	const auto count = [&](std::string_view offence) {
		effects.push_back(effect(EffectKind::fact, offenceCount(offence), className(FactClass::no), {}, {}));
	};
	if (call.callerIsCustomer)
	{
		effects.push_back(effect(EffectKind::violation, kCustomerPhone, kTechnician, {},
		                         "现场回访使用了客户的电话（来电号码为客户号码）"));
		count(kCustomerPhone);
	}
	if (call.conduct)
	{
		effects.push_back(effect(EffectKind::finding, "conduct", {}, {}, call.conduct->found));
		const std::string_view offence = call.conduct->offence.empty() ? kConduct : call.conduct->offence;
		effects.push_back(effect(EffectKind::violation, offence, kProvider, {},
		                         call.conduct->found + "；处理：" + call.conduct->outcome));
		effects.back().dueOn = call.conduct->noticeDueOn;
		count(offence);
	}
	return effects;
}

} // namespace survey
