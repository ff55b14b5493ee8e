import { call, get, getTagged, list, post, type Query } from '@/api/client';
import { change } from './orderApi';
import type {
	Blocker, BranchLedgerRow, BrandLedgerRow, Card, Deposit, DepositDetail, DeskBranch, DeskPapers, Gate, Ledger, LedgerEntry, Lot, MissingCard, RunResult, Settlement, SettlementDetail, SettlementLine,
	SettlementPaper, Statement, StatementDetail, StatementPreview, StatementRow, Subsidy, WorkbookData, Work,
} from './settlementTypes';

const segment = encodeURIComponent;

export const listWorks = (query: Query) => list<Work>('/fees/works', query);
export const readGate = (id: string) => get<Gate>(`/fees/works/${segment(id)}/gate`);
export const releaseWorks = (body: { branchId: string; reason: string; orders: string[] }, key: string) =>
	post<{ released: number; refused: { id: string; orderNumber: string; verdict: string }[] }>('/fees/releases', body, { key });
export const runSettlement = (body: unknown, key: string) => post<RunResult>('/fees/settlements/run', body, { key, timeoutMs: 120_000 });
export const listSettlements = (query: Query) => list<Settlement>('/fees/settlements', query);
export const readSettlement = (id: string) => getTagged<SettlementDetail>(`/fees/settlements/${segment(id)}`);
export const listLines = (id: string, query: Query) => list<SettlementLine>(`/fees/settlements/${segment(id)}/lines`, query);
export const readSettlementPaper = (id: string) => get<SettlementPaper>(`/fees/settlements/${segment(id)}/paper`);
export type SettlementMove = 'recompute' | 'check' | 'approve' | 'pay' | 'drop';
export const moveSettlement = (one: Settlement, move: SettlementMove, body: unknown, key?: string) => change<Settlement>(`/fees/settlements/${segment(one.id)}/${move}`, body, one.version, key);
export const listDeposits = (query: Query) => list<Deposit>('/fees/deposits', query);
const deposit = (one: Deposit) => `/fees/deposits/${segment(one.branchId)}/${segment(one.payee)}`;
export const readDeposit = (one: Deposit) => get<DepositDetail>(deposit(one));
export const moveDeposit = (one: Deposit, body: unknown, key: string) => post<DepositDetail>(deposit(one), body, { key });

export const listCards = (query: Query) => list<Card>('/fees/cards', query);
export const addCard = (body: unknown, key: string) => post<Card>('/fees/cards', body, { key });
export const addCards = (branchId: string, rows: unknown[], key: string) => post<{ created: number; rows: { row: number; code: string; message?: string }[] }>('/fees/cards/batch', { branchId, rows }, { key });
export const listMissingCards = (query: Query) => list<MissingCard>('/fees/cards/missing', query);
export const moveCard = (one: Card, move: 'condition' | 'enter' | 'void', body: unknown, key: string) => change<Card>(`/fees/cards/${segment(one.id)}/${move}`, body, one.version, key);
export const reportLostCard = (body: unknown, key: string) => post<{ fineId: string }>('/fees/cards/lost', body, { key });
export const listLots = (query: Query) => list<Lot>('/fees/lots', query);
export const readLot = (id: string) => get<Lot & { items: Card[] }>(`/fees/lots/${segment(id)}`);
export const makeLot = (body: unknown, key: string) => post<Lot>('/fees/lots', body, { key });
export const moveLot = (one: Lot, move: 'post' | 'arrive' | 'invoice', body: unknown, key: string) => change<Lot>(`/fees/lots/${segment(one.id)}/${move}`, body, one.version, key);
export const previewStatement = (body: { brand: string; month: string; rows: StatementRow[] }) => post<StatementPreview>('/fees/statements/preview', body, { timeoutMs: 60_000 });
export const importStatement = (body: unknown, key: string) => post<Statement>('/fees/statements', body, { key, timeoutMs: 60_000 });
export const listStatements = (query: Query) => list<Statement>('/fees/statements', query);
export const readStatement = (id: string) => get<StatementDetail>(`/fees/statements/${segment(id)}`);
export const readBranchLedger = (query: Query) => get<Ledger<BranchLedgerRow>>('/fees/ledgers/branch', query);
export const readBrandLedger = (query: Query) => get<Ledger<BrandLedgerRow>>('/fees/ledgers/brand', query);
export const listLedgerEntries = (query: Query) => list<LedgerEntry>('/fees/ledgers/entries', query);
export const listSubsidies = (query: Query) => list<Subsidy>('/fees/subsidies', query);

export const readDesk = (month: string) => get<{ month: string; branches: DeskBranch[] }>('/fees/desk', { month });
export const listBlockers = (query: Query) => list<Blocker>('/fees/desk/blockers', query);
export const releaseMonth = (body: unknown, key: string) => post<{ released: number; more?: boolean }>('/fees/desk/release', body, { key, timeoutMs: 120_000 });
export const readDeskPapers = (query: Query) => get<DeskPapers>('/fees/desk/papers', query);
export const readWorkbook = async (query: Query): Promise<WorkbookData> => (await call<WorkbookData>('GET', '/fees/desk/workbook', { query, timeoutMs: 120_000 })).data;
