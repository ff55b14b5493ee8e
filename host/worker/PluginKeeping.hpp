#pragma once

#include "erphost/abi.h"

namespace erphost::worker {

/// The services of the contract through which a plugin keeps files and sends messages, inside its transaction.
void fillFilesService(eh_files& service);
void fillMessagesService(eh_messages& service);

} // namespace erphost::worker
