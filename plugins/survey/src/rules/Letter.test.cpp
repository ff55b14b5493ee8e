#include "Letter.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace survey;

TEST_CASE("SV-53 letters in any width and case, with blanks", "[SV-53]")
{
	for (const char* text : {"A", "a", " A ", "Ａ", "ａ", "　Ａ　", "a。", "\tA\r\n"})
	{
		INFO(text);
		CHECK(letterReply(text).level == Level::verySatisfied);
		CHECK(letterReply(text).remark.empty());
	}
	CHECK(letterReply("B").level == Level::satisfied);
	CHECK(letterReply("ｃ").level == Level::dissatisfied);
	CHECK(letterReply("D").level == Level::veryDissatisfied);
}

TEST_CASE("SV-53 other text is kept as a remark", "[SV-53]")
{
	CHECK(letterReply("C，师傅迟到").remark == "师傅迟到");
	CHECK(letterReply("b 谢谢").level == Level::satisfied);
	CHECK(letterReply("D漏水").remark == "漏水");
	for (const char* text : {"很好", "E", "AB", "Abc", "A1", "", "  ", "不A", "ＡＢ"})
	{
		INFO(text);
		CHECK_FALSE(letterReply(text).level);
	}
	CHECK(letterReply(" 很好 ").remark == "很好");
}

TEST_CASE("SV-53 no text of any kind breaks the reading of letters", "[SV-53]")
{
	std::mt19937 random(3);
	for (int i = 0; i < 20'000; ++i)
	{
		std::string text;
		for (auto length = random() % 8; length > 0; --length) text += static_cast<char>(random());
		const LetterReply reply = letterReply(text);
		CHECK(reply.remark.size() <= text.size());
	}
}
