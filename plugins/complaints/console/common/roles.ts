import type { Role } from '@/api/types';

/** Who works on complaints centrally; who answers for a branch; who signs and decides (sheets.md, cases.md). */
export const kDesk: Role[] = ['service_manager', 'callback_clerk'];
export const kBranch: Role[] = ['branch_manager', 'dispatch_clerk', 'store_manager', 'logistics_manager'];
export const kManager: Role[] = ['service_manager'];
export const kReaders: Role[] = [...kDesk, ...kBranch, 'executive'];
