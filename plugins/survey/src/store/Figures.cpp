#include "store/Figures.hpp"

namespace survey {

erphost::Result<void> countFacts(erphost::Tx&, const std::string&, const std::string&, const std::vector<Fact>&, int)
{
	return {};
}

} // namespace survey
