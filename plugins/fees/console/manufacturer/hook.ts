import { computed, reactive, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { buttons, integer, money, text, time } from '@/composables/columns';
import { today } from '@/composables/format';
import { yuan } from '@/composables/money';
import type { Column } from '@/composables/useExport';
import { useBranches } from '@/composables/useBranches';
import { useForm, type Field } from '@/composables/useForm';
import { useList } from '@/composables/useList';
import { productName, word } from '../common/words';
import { kLiableKinds } from '../fineTypes';
import { listCards, listLots, listMissingCards, listStatements, listSubsidies, makeLot, moveCard, moveLot, readLot, reportLostCard } from '../settlementApi';
import type { Card, Lot, MissingCard, Statement, Subsidy } from '../settlementTypes';

/** FE-31: who is to blame for a card, and for a lost one what the manufacturer would have paid. */
function liableFields(t: (key: string) => string): Field[] {
	return [
		{ name: 'kind', label: t('fees.liable'), kind: 'choice', required: true, options: kLiableKinds.map((value) => ({ value, label: t(`fees.liableKinds.${value}`) })) },
		{ name: 'key', label: t('fees.personCode'), kind: 'text', required: true },
		{ name: 'name', label: t('fees.itemName'), kind: 'text', required: true },
	];
}

/** FE-30: cards and slips as they came in, by brand and number. */
export function useCards() {
	const { t } = useI18n();
	const { learn, nameOf } = useBranches();
	const form = useForm();
	const list = useList<Card>({ fetch: listCards, filters: { search: '', brand: '', branch: '', month: '', state: '', double: '', unmatched: '' }, inAddress: true });
	const picked = reactive(new Set<string>());
	watch(() => list.items, (rows) => { learn(rows); picked.clear(); });
	const columns = computed<Column<Card>[]>(() => [
		{ key: 'pick', label: '', value: () => '', width: 34, screenOnly: true },
		text('brand', 'fees.brand', (row) => row.brand, { width: 80 }),
		text('number', 'fees.cards.number', (row) => row.number, { width: 150 }),
		text('type', 'fees.kind', (row) => word('cardTypes', row.type), { width: 100 }),
		text('orderNumber', 'fees.order', (row) => row.orderNumber, { width: 128 }),
		text('branch', 'common.branch', (row) => row.branchName || nameOf(row.branchId), { width: 72, wide: true }),
		text('product', 'fees.product', (row) => [productName(row.productType), row.model].filter(Boolean).join(' '), { minWidth: 168, wide: true, wraps: true }),
		text('serial', 'fees.serial', (row) => row.serial, { width: 150, exportOnly: true }),
		text('entered', 'fees.cards.entered', (row) => (row.enteredNumber ? `${row.enteredNumber} ${row.enteredOn ?? ''}` : ''), { minWidth: 150 }),
		money('claim', 'fees.cards.claim', (row) => row.claimFen, { width: 84 }),
		money('subsidy', 'fees.cards.subsidy', (row) => row.subsidyFen, { width: 84, wide: true }),
		money('paid', 'fees.cards.paid', (row) => row.paidFen, { width: 84, wide: true }),
		text('condition', 'fees.cards.condition', (row) => word('conditions', row.condition), { exportOnly: true }),
		text('state', 'common.state', (row) => word('cardStates', row.state), { width: 116 }),
		text('refused', 'fees.cards.refusedWhy', (row) => row.refusedWhy, { exportOnly: true }),
		time('collectedAt', 'fees.cards.collectedAt', (row) => row.collectedAt, { exportOnly: true }),
		buttons(150),
	]);
	async function enter(card: Card): Promise<void> {
		await form.ask({ title: t('fees.cards.enter'), lead: `${card.brand} ${card.number}`, fields: [{ name: 'number', label: t('fees.cards.enteredNumber'), kind: 'text', required: true }, { name: 'on', label: t('common.day'), kind: 'day', required: true }], values: { on: today() }, save: (values, key) => moveCard(card, 'enter', values, key) });
		await list.load(true);
	}
	async function condition(card: Card, now: 'ok' | 'bad' | 'lost'): Promise<void> {
		await form.ask({
			title: t(`fees.cards.set.${now}`), lead: `${card.brand} ${card.number}\n${t(`fees.cards.setLead.${now}`)}`,
			fields: now === 'ok' ? [] : [...liableFields(t), ...(now === 'lost' ? [{ name: 'rateFen', label: t('fees.cards.rate'), kind: 'money' as const }] : [])],
			values: { kind: 'technician' },
			save: ({ kind, key: code, name, rateFen }, key) => moveCard(card, 'condition', { condition: now, ...(now === 'ok' ? {} : { liable: { kind, key: code, name } }), ...(now === 'lost' && rateFen !== null ? { rateFen } : {}) }, key),
		});
		await list.load(true);
	}
	async function drop(card: Card): Promise<void> {
		await form.ask({ title: t('fees.cards.void'), lead: `${card.brand} ${card.number}`, fields: [{ name: 'why', label: t('common.reason'), kind: 'area', required: true }], save: (values, key) => moveCard(card, 'void', values, key) });
		await list.load(true);
	}
	const lotable = (card: Card): boolean => card.state === 'entered' && !card.lotId && !card.double;
	const pickedBrands = computed(() => new Set(list.items.filter((card) => picked.has(card.id)).map((card) => card.brand)));
	async function lot(): Promise<void> {
		const [brand] = pickedBrands.value;
		await form.ask({
			title: t('fees.lots.add'), lead: t('fees.lots.addLead', { brand, n: picked.size }), fields: [{ name: 'deadlineOn', label: t('fees.lots.deadline'), kind: 'day', required: true }],
			save: (values, key) => makeLot({ brand, deadlineOn: values.deadlineOn, cards: [...picked] }, key),
		});
		await list.load(true);
	}
	return { list, columns, form, picked, lotable, pickedBrands, enter, condition, drop, lot };
}

export function useMissing() {
	const { t } = useI18n();
	const { learn, nameOf } = useBranches();
	const form = useForm();
	const list = useList<MissingCard>({ fetch: listMissingCards, filters: { brand: '', branch: '', month: '' }, inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<MissingCard>[]>(() => [
		text('brand', 'fees.brand', (row) => row.brand, { width: 76 }),
		text('orderNumber', 'fees.order', (row) => row.orderNumber, { width: 124 }),
		text('type', 'fees.kind', (row) => word('cardTypes', row.type), { width: 100 }),
		text('branch', 'common.branch', (row) => nameOf(row.branchId), { width: 84 }),
		text('product', 'fees.product', (row) => [productName(row.productType), row.model].filter(Boolean).join(' '), { minWidth: 184, wraps: true }),
		text('technician', 'fees.technician', (row) => row.technicianName, { width: 90 }),
		time('completedAt', 'fees.completedOn', (row) => row.completedAt),
		text('state', 'common.state', (row) => word('cardStates', row.state), { width: 90 }),
		buttons(112),
	]);
	async function lost(row: MissingCard): Promise<void> {
		await form.ask({
			title: t('fees.cards.set.lost'), lead: `${row.orderNumber}\n${t('fees.cards.setLead.lost')}`, fields: [...liableFields(t), { name: 'rateFen', label: t('fees.cards.rate'), kind: 'money' }],
			values: { kind: 'technician', name: row.technicianName },
			save: ({ kind, key: code, name, rateFen }, key) => reportLostCard({ branchId: row.branchId, orderKey: row.orderKey, liable: { kind, key: code, name }, ...(rateFen !== null ? { rateFen } : {}) }, key),
		});
		await list.load(true);
	}
	return { list, columns, form, lost };
}

/** FE-30: posted by a deadline, arrival confirmed, invoiced, paid. */
export function useLots() {
	const { t } = useI18n();
	const form = useForm();
	const opened = ref<(Lot & { items: Card[] }) | null>(null);
	const list = useList<Lot>({ fetch: listLots, filters: { state: '', brand: '' }, inAddress: true });
	const columns = computed<Column<Lot>[]>(() => [
		text('number', 'fees.number', (row) => row.number, { width: 160 }),
		text('brand', 'fees.brand', (row) => row.brand, { width: 90 }),
		text('state', 'common.state', (row) => word('lotStates', row.state), { width: 96 }),
		integer('cards', 'fees.lots.cards', (row) => row.cards, { width: 70 }),
		money('claim', 'fees.cards.claim', (row) => row.claimFen),
		text('deadline', 'fees.lots.deadline', (row) => row.deadlineOn, { width: 108 }),
		text('posted', 'fees.lots.posted', (row) => [row.postedOn, row.carrier, row.tracking].filter(Boolean).join(' '), { minWidth: 150, wraps: true }),
		text('arrived', 'fees.lots.arrived', (row) => row.arrivedOn, { width: 104, wide: true }),
		text('invoice', 'fees.lots.invoice', (row) => row.invoiceNumber, { width: 120, wide: true }),
		money('invoiceFen', 'fees.lots.invoiceSum', (row) => row.invoiceFen, { wide: true }),
		money('paid', 'fees.cards.paid', (row) => row.paidFen),
		buttons(140),
	]);
	const kNext = { open: 'post', posted: 'arrive', arrived: 'invoice' } as const;
	const nextOf = (lot: Lot) => kNext[lot.state as keyof typeof kNext] as 'post' | 'arrive' | 'invoice' | undefined;
	async function move(lot: Lot): Promise<void> {
		const what = nextOf(lot)!;
		const day: Field = { name: 'on', label: t('common.day'), kind: 'day', required: true };
		const fields: Record<typeof what, Field[]> = {
			post: [day, { name: 'carrier', label: t('fees.lots.carrier'), kind: 'text', required: true }, { name: 'tracking', label: t('fees.lots.tracking'), kind: 'text', required: true }],
			arrive: [day], invoice: [{ name: 'number', label: t('fees.lots.invoice'), kind: 'text', required: true }, day, { name: 'sumFen', label: t('fees.lots.invoiceSum'), kind: 'money', required: true }],
		};
		await form.ask({ title: t(`fees.lots.moves.${what}`), lead: `${lot.number} · ${lot.brand} · ${yuan(lot.claimFen)} ${t('common.yuan')}`, fields: fields[what], values: { on: today(), ...(what === 'invoice' ? { sumFen: lot.claimFen } : {}) }, save: (values, key) => moveLot(lot, what, values, key) });
		await list.load(true);
	}
	const open = async (lot: Lot) => { opened.value = await readLot(lot.id); };
	return { list, columns, form, opened, nextOf, move, open };
}

export function useStatements() {
	const list = useList<Statement>({ fetch: listStatements, filters: { brand: '' }, inAddress: true });
	const columns = computed<Column<Statement>[]>(() => [
		time('at', 'fees.at', (row) => row.at),
		text('brand', 'fees.brand', (row) => row.brand, { width: 110 }),
		text('month', 'fees.month', (row) => row.month, { width: 90 }),
		text('file', 'fees.statements.file', (row) => row.fileName, { minWidth: 180 }),
		integer('rows', 'fees.statements.rows', (row) => row.rows, { width: 80 }),
		money('paid', 'fees.statements.paid', (row) => row.paidFen, { width: 120 }),
		integer('refused', 'fees.statements.refused', (row) => row.refused, { width: 90 }),
		integer('missing', 'fees.statements.missing', (row) => row.missing, { width: 110 }),
		integer('differs', 'fees.statements.differs', (row) => row.differs, { width: 90 }),
		text('by', 'fees.who', (row) => row.by, { width: 100, wide: true }),
	]);
	return { list, columns };
}

export function useSubsidies() {
	const { learn, nameOf } = useBranches();
	const list = useList<Subsidy>({ fetch: listSubsidies, filters: { brand: '', from: '', to: '' }, inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<Subsidy>[]>(() => [
		text('brand', 'fees.brand', (row) => row.brand, { width: 110 }),
		text('programme', 'fees.subsidies.programme', (row) => row.programme, { minWidth: 160 }),
		text('card', 'fees.cards.number', (row) => row.cardNumber, { width: 180 }),
		text('orderNumber', 'fees.order', (row) => row.orderNumber, { width: 150 }),
		text('branch', 'common.branch', (row) => nameOf(row.branchId), { width: 110 }),
		money('sum', 'fees.sum', (row) => row.sumFen, { width: 120 }),
		text('state', 'common.state', (row) => word('cardStates', row.state), { width: 110 }),
	]);
	return { list, columns };
}
