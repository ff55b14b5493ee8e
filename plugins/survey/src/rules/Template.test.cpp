#include "Template.hpp"

#include <catch2/catch.hpp>

using survey::filled;

TEST_CASE("SV-70 the words of a message are the company's, with variables", "[SV-70]")
{
	CHECK(filled("订单{order}由{technician}处理", {{"order", "AZ1"}, {"technician", "张三"}}) == "订单AZ1由张三处理");
	CHECK(filled("{unknown} {order}", {{"order", "1"}}) == "{unknown} 1");
	CHECK(filled("{order}", {{"order", "{order}"}}) == "{order}");
	CHECK(filled("没有变量 {", {}) == "没有变量 {");
	CHECK(filled("", {}).empty());
}
