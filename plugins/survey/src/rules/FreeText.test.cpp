#include "rules/FreeText.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>

using namespace survey;

namespace {

const std::vector<Phrase> kPhrases{
	{"挺好", FactClass::yes}, {"满意", FactClass::yes},     {"很好", FactClass::yes},    {"比较好", FactClass::yes},
	{"不错", FactClass::yes}, {"还行", FactClass::average}, {"行", FactClass::average},  {"还可以", FactClass::average},
	{"不好", FactClass::no},  {"差", FactClass::no},        {"有待提高", FactClass::no}, {"不满意", FactClass::no}};

std::optional<FactClass> heard(const std::string& said)
{
	return classOf(said, kPhrases);
}

} // namespace

TEST_CASE("SV-39 every phrase of the list has its class, alone and in a sentence", "[SV-39]")
{
	for (const auto& phrase : kPhrases)
	{
		CHECK(heard(phrase.text) == phrase.outcome);
		CHECK(heard("  " + phrase.text + "。") == phrase.outcome);
		CHECK(heard(phrase.text + "，谢谢") == phrase.outcome);
	}
	CHECK(heard("师傅的态度挺好的") == FactClass::yes);
	CHECK(heard("很差") == FactClass::no);
	CHECK(heard("太差了！") == FactClass::no);
	CHECK(heard("行吧") == FactClass::average);
	CHECK(heard("还不错") == FactClass::yes);
}

TEST_CASE("SV-39 the longest match wins", "[SV-39]")
{
	CHECK(heard("不满意") == FactClass::no);
	CHECK(heard("非常不满意") == FactClass::no);
	CHECK(heard("不错") == FactClass::yes);
	CHECK(heard("还行") == FactClass::average);
}

TEST_CASE("SV-39 what the list does not say is asked back, not guessed", "[SV-39]")
{
	for (const char* said :
	     {"", "   ", "嗯", "就那样", "不太满意", "不是很好", "没什么不满意", "不行", "差不多", "满意度不高",
	      "正在进行中", "差点迟到", "很好，但是不满意收费", "不好不坏", "满意不满意都一样"})
	{
		INFO(said);
		CHECK_FALSE(heard(said));
	}
	CHECK_FALSE(classOf("很好", {}));
	CHECK_FALSE(classOf("很好", {{"", FactClass::yes}}));
}

TEST_CASE("SV-39 a longer phrase that the company adds decides from then on", "[SV-39]")
{
	auto phrases = kPhrases;
	CHECK_FALSE(classOf("差不多", phrases));
	phrases.push_back({"差不多", FactClass::average});
	CHECK(classOf("差不多", phrases) == FactClass::average);
	CHECK(classOf("差", phrases) == FactClass::no);
	phrases.push_back({"不太满意", FactClass::no});
	CHECK(classOf("我不太满意", phrases) == FactClass::no);
}

TEST_CASE("SV-39 phrases of one class side by side have that class, of two classes none", "[SV-39]")
{
	std::mt19937 random(39);
	const auto pick = [&](std::size_t below) {
		return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
	};
	for (int run = 0; run < 10'000; ++run)
	{
		const Phrase& one = kPhrases[pick(kPhrases.size())];
		const Phrase& other = kPhrases[pick(kPhrases.size())];
		const auto both = heard(one.text + "，" + other.text);
		if (one.outcome == other.outcome) REQUIRE(both == one.outcome);
		else REQUIRE_FALSE(both);
		// Whatever bytes come in: an answer or none, never a crash.
		std::string noise;
		for (std::size_t i = pick(20); i > 0; --i) noise += static_cast<char>(pick(256));
		(void)heard(noise + one.text);
	}
}
