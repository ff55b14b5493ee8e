import { get, getTagged, list, post, put, type Query } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import type { RowHit } from '@/api/erpShapes';
import type {
	Balance, FreeApproval, Hand, Item, ItemDetail, Movement, MovementDetail, OrderKey, OrderKind, OrderParts, OrderRef, Paper, PaperDetail, Place, SampleProposal,
	StockDifference, StockDifferenceDetail, Supplier,
} from './types';

const segment = encodeURIComponent;
const paper = (id: string) => `/parts/documents/${segment(id)}`;
const difference = (one: { placeId: string; itemCode: string }) => `/parts/stock-differences/${segment(one.placeId)}/${segment(one.itemCode)}`;
export const matching = (one: { version: number }) => `"${one.version}"`;

export const listItems = (query: Query) => list<Item>('/parts/items', query);
export const readItem = (code: string) => get<ItemDetail>(`/parts/items/${segment(code)}`);
/** Null where no item has that code. */
export const findItem = async (code: string): Promise<ItemDetail | null> => {
	try {
		return await readItem(code);
	} catch (error) {
		if (error instanceof ApiProblem && error.status === 404) return null;
		throw error;
	}
};
export const addItem = (body: unknown, key: string) => post<Item>('/parts/items', body, { key });
export const changeItem = (one: Item, body: unknown) => put<Item>(`/parts/items/${segment(one.code)}`, body, { ifMatch: matching(one) });
export const acceptErp = (one: Item) => post<Item>(`/parts/items/${segment(one.code)}/accept-erp`, {}, { ifMatch: matching(one) });

export const listSuppliers = (query: Query) => list<Supplier>('/parts/suppliers', query);
export const addSupplier = (body: unknown, key: string) => post<Supplier>('/parts/suppliers', body, { key });
export const changeSupplier = (one: Supplier, body: unknown) => put<Supplier>(`/parts/suppliers/${segment(one.code)}`, body, { ifMatch: matching(one) });

export const listPlaces = async (query: Query = {}): Promise<Place[]> => (await get<{ items: Place[] }>('/parts/places', query)).items;
export const addPlace = (body: unknown, key: string) => post<Place>('/parts/places', body, { key });
export const changePlace = (one: Place, body: unknown) => put<Place>(`/parts/places/${segment(one.id)}`, body, { ifMatch: matching(one) });

export const listBalances = (query: Query) => list<Balance>('/parts/balances', query);
export const listMovements = (query: Query) => list<Movement>('/parts/movements', query);
export const readMovement = (id: string) => get<MovementDetail>(`/parts/movements/${segment(id)}`);
export const reverseMovement = (id: string, body: { id: string; quantity?: number; reason: string }) =>
	post<Movement>(`/parts/movements/${segment(id)}/reversals`, body, { key: body.id });

export const listPapers = (query: Query) => list<Paper>('/parts/documents', query);
export const readPaper = (id: string) => get<PaperDetail>(paper(id));
/** Where each kind of paper is made. */
export type PaperRoute = 'openings' | 'receipts' | 'samplings' | 'issues' | 'returns' | 'write-offs' | 'transfers' | 'hand-overs' | 'recoveries';
/** The paper's own id is the key too: the same paper sent again is the same paper. */
export const makePaper = (route: PaperRoute, body: { id: string }) => post<PaperDetail>(`/parts/${route}`, body, { key: body.id });
export const movePaper = (one: Paper, move: 'inspection' | 'arrival' | 'confirm' | 'withdraw', body: unknown, key: string) =>
	post<PaperDetail>(`${paper(one.id)}/${move}`, body, { ifMatch: matching(one), key });
export const proposeSample = async (placeId: string): Promise<SampleProposal[]> =>
	(await post<{ lines: SampleProposal[] }>('/parts/samplings/proposal', { placeId })).lines;
export const listHands = (query: Query) => list<Hand>('/parts/hands', query);

const orderQuery = (order: OrderKey) => ({ kind: order.kind, branch: order.branchId, key: order.key });
export const readOrderParts = (order: OrderKey) => get<OrderParts>('/parts/order-parts', orderQuery(order));
export const approveFree = (order: OrderKey, reason: string, key: string) =>
	post<FreeApproval>('/parts/free-approvals', { order: keyOf(order), reason }, { key });
/** A request names an order without its number. */
export const keyOf = (order: OrderKey): OrderKey => ({ kind: order.kind, branchId: order.branchId, key: order.key });

export const listDifferences = (query: Query) => list<StockDifference>('/parts/stock-differences', query);
export const readDifference = (one: { placeId: string; itemCode: string }) => getTagged<StockDifferenceDetail>(difference(one));
export const explainDifference = (one: StockDifference, text: string) =>
	post<StockDifference>(`${difference(one)}/explanation`, { text }, { ifMatch: matching(one) });

/** An order of the ERP, found by its number. */
export interface FoundOrder extends OrderRef {
	detail: string;
}
const orderOf = (kind: OrderKind, hit: RowHit): FoundOrder => {
	const text = (name: string) => String(hit.fields[name] ?? '').trim();
	return {
		kind, branchId: hit.branch, key: hit.key, number: text('number') || hit.key,
		detail: ['brand', 'model', 'technician_name', 'status'].map(text).filter(Boolean).join(' · '),
	};
};
export async function findOrders(kinds: OrderKind[], search: string): Promise<FoundOrder[]> {
	const pages = await Promise.all(kinds.map((kind) => list<RowHit>(`/erp/rows/${kind}`, { search, limit: 10 }).then(
		(page) => page.items.filter((hit) => !hit.deleted).map((hit) => orderOf(kind, hit)),
		// A company whose ERP has no such orders has no such entity.
		(error: unknown) => {
			if (error instanceof ApiProblem && error.status === 404) return [];
			throw error;
		},
	)));
	const found = pages.flat();
	const exact = found.filter((one) => one.number === search);
	return exact.length > 0 ? exact : found;
}

/** A person of the ERP's files. */
export interface FoundPerson {
	key: string;
	name: string;
	branchId: string;
}
export const findPersons = async (entity: 'technician' | 'employee' | 'provider', search: string): Promise<FoundPerson[]> =>
	(await list<RowHit>(`/erp/rows/${entity}`, { search, limit: 30 })).items.filter((hit) => !hit.deleted).map((hit) => ({
		key: String(hit.fields.number ?? hit.key).trim(), name: String(hit.fields.name ?? '').trim(), branchId: hit.branch,
	}));
