import type { Role } from '@/api/types';

/** Who works on complaints centrally; who answers for a branch; who signs and decides (sheets.md, cases.md). */
export const kDesk: Role[] = ['service_manager', 'callback_clerk'];
export const kBranch: Role[] = ['branch_manager', 'dispatch_clerk', 'store_manager', 'logistics_manager'];
export const kManager: Role[] = ['service_manager'];
/** Who flags a customer and names his contact (CP-16). */
export const kDeciders: Role[] = ['service_manager', 'branch_manager'];
/** Who works on cases of his branches, and who may take one in: everybody whom a customer may reach (CP-01). */
export const kWorkers: Role[] = [...kDesk, ...kBranch, 'engineer'];
export const kIntake: Role[] = [...kWorkers, 'cashier'];
export const kReaders: Role[] = [...kWorkers, 'executive'];
