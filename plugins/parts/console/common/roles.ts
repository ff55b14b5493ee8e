import type { Role } from '@/api/types';

/** As docs/ledger.md and docs/desk.md have them; the server has the last word, this only leaves out what would be refused. */
export const kKeep: Role[] = ['central_keeper', 'parts_clerk'];
export const kCentral: Role[] = ['central_keeper'];
export const kLedger: Role[] = [...kKeep, 'service_manager', 'branch_manager', 'engineer', 'dispatch_clerk', 'settlement_clerk', 'finance', 'executive'];
export const kDesk: Role[] = [...kKeep, 'service_manager', 'branch_manager', 'engineer', 'dispatch_clerk', 'finance', 'executive'];
export const kWork: Role[] = [...kKeep, 'branch_manager', 'service_manager'];
export const kApprove: Role[] = ['branch_manager', 'service_manager'];
export const kManager: Role[] = ['service_manager'];
/** Who sees what parts cost. */
export const kCost: Role[] = [...kKeep, 'service_manager', 'branch_manager', 'settlement_clerk', 'finance', 'executive'];
export const kReverse: Role[] = [...kKeep, 'service_manager'];
/** Who talks with customers: waiting orders, carry-in desk. */
export const kTell: Role[] = [...kWork, 'dispatch_clerk', 'callback_clerk'];
export const kTellReaders: Role[] = [...new Set([...kDesk, ...kTell])];
export const kRepair: Role[] = [...kWork, 'engineer'];
export const kRelease: Role[] = [...kWork, 'finance'];
