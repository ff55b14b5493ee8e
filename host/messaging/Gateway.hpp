#pragma once

#include "erphost/Result.hpp"

#include <functional>
#include <string>

namespace erphost::messaging {

/// One message as a gateway gets it.
struct Delivery
{
	std::string id; ///< ours, the same at every attempt
	std::string channel;
	std::string to;
	std::string subject;
	std::string text;
	std::string branchId;
	std::string businessKey;
};

/// What became of an attempt.
struct DeliveryOutcome
{
	enum class Kind
	{
		sent,    ///< the gateway has it
		refused, ///< it never will: the number, the text, the account
		later,   ///< it surely was not sent
		unknown  ///< it was handed over, and no answer came
	};
	Kind kind = Kind::sent;
	Error error{}; ///< why, unless sent
};

/// One way out. One thread at a time; a call ends within timeoutSeconds.
class Gateway
{
public:
	virtual ~Gateway() = default;
	virtual DeliveryOutcome send(const Delivery& delivery) = 0;
	/// True if the gateway recognises our id: a message whose outcome is unknown may be handed over again, and reaches
	/// the person once. Otherwise it is not repeated by itself: a person decides.
	virtual bool recognisesId() const = 0;
};

/// The value of a secret by its name in secrets.json.
using SecretSource = std::function<Result<std::string>(const std::string& name)>;

} // namespace erphost::messaging
