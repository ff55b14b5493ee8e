import { get, getTagged, list, post, put, type Query } from '@/api/client';
import type {
	Account, CashDay, CashEntry, CashTechnician, Compensation, Count, ExceptionDetail, FeeException, ListDetail, ListDraft, ListKind, ListRow, MoneyEntry, OrderDetail, OrderName, OrderRow,
	PriceList, Quotation, QuoteLine, RawRow, Receipt, ReceiptPaper, RowProblem, WaitingHandIn,
} from './orderTypes';

const segment = encodeURIComponent;
const items = async <T>(path: string, query: Query): Promise<T[]> => (await get<{ items: T[] }>(path, query)).items;
/** A change of a record as the person saw it: with its version, and with a key that stays while it is sent again. */
export const change = <T>(path: string, body: unknown, version: number, key?: string): Promise<T> => post<T>(path, body, { ifMatch: `"${version}"`, key });

export const listOrders = (query: Query) => list<OrderRow>('/fees/orders', query);
export const readOrder = (order: OrderName) => getTagged<OrderDetail>('/fees/order', { ...order });
export const noteWarranty = (body: unknown, key: string) => post<OrderDetail>('/fees/order/warranty', body, { key });
export const proposeQuotation = (order: OrderName) => get<{ lines: QuoteLine[]; totalFen: number }>('/fees/order/proposal', { ...order });
export const makeQuotation = (body: unknown, key: string) => post<Quotation>('/fees/quotations', body, { key });
export const answerQuotation = (one: Quotation, body: unknown, key: string) => change<Quotation>(`/fees/quotations/${segment(one.id)}/answer`, body, one.version, key);
export const makeReceipt = (body: unknown, key: string) => post<Receipt>('/fees/receipts', body, { key });
export const refundReceipt = (id: string, body: unknown, key: string) => post<Receipt>(`/fees/receipts/${segment(id)}/refund`, body, { key });
export const readReceipt = (id: string) => get<ReceiptPaper>(`/fees/receipts/${segment(id)}`);

export const listPriceLists = (query: Query) => list<PriceList>('/fees/lists', query);
export const readPriceList = (id: string) => get<ListDetail>(`/fees/lists/${segment(id)}`);
export const checkRows = (kind: ListKind, rows: RawRow[]) => post<{ ok: boolean; rows: ListRow[]; problems: RowProblem[] }>('/fees/lists/check', { kind, rows });
export const createPriceList = (draft: ListDraft & { id: string }, key: string) => post<PriceList>('/fees/lists', draft, { key });
export const writePriceList = (id: string, draft: Omit<ListDraft, 'kind'>, version: number) => put<PriceList>(`/fees/lists/${segment(id)}`, draft, { ifMatch: `"${version}"` });
export const movePriceList = (one: PriceList, move: 'publish' | 'end' | 'drop', body: unknown, key?: string) => change<PriceList>(`/fees/lists/${segment(one.id)}/${move}`, body, one.version, key);

export const listCashTechnicians = (branch: string) => items<CashTechnician>('/fees/cash/technicians', { branch });
export const handIn = (body: unknown, key: string) => post<Count>('/fees/cash/hand-ins', body, { key });
export const listWaiting = (branch: string) => items<WaitingHandIn>('/fees/cash/waiting', { branch });
export const handOver = (body: unknown, key: string) => post<Count>('/fees/cash/hand-overs', body, { key });
export const listCounts = (query: Query) => list<Count>('/fees/cash/counts', query);
export const readCount = (id: string) => get<Count>(`/fees/cash/counts/${segment(id)}`);
export const moveCount = (one: Count, move: 'explain' | 'reverse', body: unknown, key: string) => change<Count>(`/fees/cash/counts/${segment(one.id)}/${move}`, body, one.version, key);
export const readDay = (branch: string, technician: string, day: string) => get<CashDay>('/fees/cash/day', { branch, technician, day });
export const closeDay = (body: unknown, key: string) => post<CashDay>('/fees/cash/day/close', body, { key });
export const listDays = (query: Query) => list<CashDay>('/fees/cash/days', query);
export const listCashEntries = (query: Query) => list<CashEntry>('/fees/cash/entries', query);
export const listAccounts = (branch: string) => items<Account>('/fees/cash/accounts', { branch });
export const readAccount = (one: Account, before?: number) =>
	get<{ balanceFen: number; items: MoneyEntry[]; next: number | null }>('/fees/cash/account', { branch: one.branchId, account: one.account, key: one.key, before });

export const listExceptions = (query: Query) => list<FeeException>('/fees/exceptions', query);
export const readException = (id: string) => get<ExceptionDetail>(`/fees/exceptions/${segment(id)}`);
export const moveException = (one: FeeException, move: 'explain' | 'close' | 'refund' | 'confiscate', body: unknown, key: string) =>
	change<unknown>(`/fees/exceptions/${segment(one.id)}/${move}`, body, one.version, key);
export const listCompensations = (query: Query) => list<Compensation>('/fees/compensations', query);
export const claimCompensation = (body: unknown, key: string) => post<Compensation>('/fees/compensations', body, { key });
export const moveCompensation = (one: Compensation, move: 'decide' | 'withdraw' | 'pay', body: unknown, key: string) =>
	change<Compensation>(`/fees/compensations/${segment(one.id)}/${move}`, body, one.version, key);
