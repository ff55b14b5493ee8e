#pragma once

#include "host/demoerp/Random.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace erphost::demoerp {

/// What the company is made of: names, goods, faults. Prices are samples.
enum class Kind
{
	ac,
	tv,
	fridge,
	heater,
	hood,
	small
};
constexpr int kKinds = 6;

struct BranchData
{
	std::string_view code; ///< GSBH
	std::string_view name; ///< county
	std::string_view areaCode;
	int weight;       ///< share of the business, of 100
	int dissatisfied; ///< permille of its customers who were asked
	int stores;
	int technicians; ///< own
	int outsourced;
	std::string_view storeNames[3];
	std::string_view places[5]; ///< where customers live
};
extern const std::span<const BranchData> kBranches;

struct ProductData
{
	std::string_view code;
	Kind kind;
	std::string_view brand;
	std::string_view model;
	std::string_view name;
	int price; ///< yuan
	bool smart;
};
extern const std::span<const ProductData> kProducts;

struct FaultData
{
	Kind kind;
	std::string_view code;
	std::string_view text;
	std::string_view measure;
	int labour; ///< yuan, by the company's price list
	int part;   ///< index in kParts of the piece it takes, -1: none
};
extern const std::span<const FaultData> kFaults;

struct PartData
{
	std::string_view name;
	std::string_view specification;
	std::string_view unit;
	std::string_view brand;
	char kind;    ///< '1' part, '2' material, '3' tool
	char regular; ///< '1' regular, '2' special
	int cost;     ///< yuan
	int minimum;
	bool hazardous;
};
extern const std::span<const PartData> kParts;

int warrantyMonths(Kind kind);                      ///< 保修月 of the goods
std::string partCode(int part);                     ///< PJBM of an index in kParts: "PJ0001"
std::int64_t partPrice(int part);                   ///< fen: what a customer pays for one unit (XSJ)
inline constexpr std::int64_t kVisitFee = 30 * 100; ///< fen, on site and out of warranty

/// His orders regularly collect 30 yuan more than the list says (FE-06).
inline constexpr std::string_view kOvercharger = "CGS002";
inline constexpr std::int64_t kOvercharge = 30 * 100;
/// A service point that gets more than its share of the orders: enough answers for a grade (FE-42).
inline constexpr std::string_view kBusyProvider = "HZWD02";

/// What an install may take beyond what is in the box: indices in kParts.
inline constexpr int kPipe = 8, kBracket = 11, kGasHose = 28, kNonReturnValve = 31;

/// What customers complain about.
struct CauseData
{
	char department;       ///< TSLB: '1' store, '2' logistics, '3' after-sales
	char path;             ///< ZL: 'A'…'D' (CP-04…CP-07), ' ' for none
	int weight;            ///< how often, among those of its department
	std::string_view name; ///< as the register has it
	std::string_view words;
	std::string_view measure;
};
extern const std::span<const CauseData> kCauses;

extern const std::span<const std::string_view> kEstates; ///< housing estates and streets

std::string_view kindCode(Kind kind); ///< 品类 in the ERP

/// A person's name; nobody in particular.
std::string personName(Random& random);

/// Eleven digits from a range that is not given to mobile phones: nobody is ever called or texted by mistake.
std::string phoneNumber(Random& random);

} // namespace erphost::demoerp
