import type { Role } from '@/api/types';

/** Of an order's money (docs/orders.md). */
export const kDesk: Role[] = ['dispatch_clerk', 'branch_manager', 'settlement_clerk', 'service_manager'];
export const kCash: Role[] = ['cashier', 'finance'];
export const kDecide: Role[] = ['service_manager', 'branch_manager'];
export const kLists: Role[] = ['settlement_clerk', 'service_manager'];
export const kOrderReaders: Role[] = [...kDesk, ...kCash, 'executive', 'engineer', 'callback_clerk'];
export const kReverse: Role[] = [...kDecide, 'finance'];

/** Of fines, notices, wages (docs/fines.md). */
export const kManager: Role[] = ['service_manager'];
export const kFineReaders: Role[] = ['service_manager', 'settlement_clerk', 'callback_clerk', 'branch_manager', 'hr', 'finance', 'executive'];
export const kCheckers: Role[] = ['service_manager', 'settlement_clerk', 'callback_clerk', 'branch_manager'];
export const kDismissalReaders: Role[] = ['service_manager', 'branch_manager', 'hr', 'executive'];
export const kHr: Role[] = ['hr'];
export const kHrReaders: Role[] = ['hr', 'service_manager', 'branch_manager', 'executive', 'finance'];
export const kCommission: Role[] = ['settlement_clerk', 'hr'];
export const kRewardProposers: Role[] = [...kCheckers, 'hr'];
export const kRewardDeciders: Role[] = ['hr', 'service_manager', 'executive'];
export const kStaters: Role[] = ['branch_manager'];

/** Of settlements (docs/settlement.md). */
export const kSettlementReaders: Role[] = ['service_manager', 'settlement_clerk', 'branch_manager', 'finance', 'executive'];
/** Who sees settlements: the cashier too, who pays them. */
export const kSettlementPeople: Role[] = [...kSettlementReaders, 'cashier'];
export const kSettle: Role[] = ['settlement_clerk', 'service_manager'];
export const kSettlementCheckers: Role[] = ['settlement_clerk', 'service_manager', 'branch_manager'];
export const kApprovers: Role[] = ['service_manager', 'finance', 'executive'];
export const kFinance: Role[] = ['finance'];
export const kCards: Role[] = ['settlement_clerk', 'dispatch_clerk'];
export const kStatements: Role[] = ['finance', 'settlement_clerk'];
export const kBrandLedger: Role[] = ['finance', 'settlement_clerk', 'service_manager', 'executive'];
