// A library of some other program.
#include <erphost/abi.h>

extern "C" EH_EXPORT int somethingElse(void)
{
	return 42;
}
