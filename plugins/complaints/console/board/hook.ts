import { computed, onBeforeUnmount, onMounted, ref, watch } from 'vue';
import { useRouter } from 'vue-router';
import { useI18n } from 'vue-i18n';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';
import { useWide } from '@/composables/useWide';
import { usePolling } from '@/composables/usePolling';
import { session } from '@/session';
import { listCases, readCounters } from '../api';
import type { Running } from '../common/time';
import { kIntake } from '../common/roles';
import { useBranches } from '@/composables/useBranches';
import { useNow } from '../common/useNow';
import { listClocks } from '../sheetApi';
import type { Case, Counters } from '../types';
import type { Tile } from './types';

const kEveryMs = 5_000;

export function useBoard() {
	const { t } = useI18n();
	const router = useRouter();
	const counters = ref<Counters | null>(null);
	/** Cases whose clock stands still, with the reason. */
	const paused = ref(new Map<string, string>());
	const now = useNow();
	const { learn } = useBranches();
	const mayOpen = computed(() => session.holds(kIntake));

	const list = useList<Case>({
		fetch: listCases,
		filters: { search: '', state: 'open', step: '', kind: '', class: '', warning: '', branch: '', mine: '' },
		inAddress: true,
	});
	watch(() => list.items, learn);

	const roomy = useWide();
	const clockOf = (row: Case): Running =>
		({ startedAt: row.receivedAt, dueAt: row.dueAt, paused: paused.value.has(row.id), over: row.state !== 'open' || row.waiting });
	const pauseNote = (row: Case): string => {
		const reason = paused.value.get(row.id);
		return reason ? t(`complaints.pauses.${reason}`) : '';
	};
	const people = (row: Case) => [row.owner?.name, row.handler && row.handler.id !== row.owner?.id ? row.handler.name : ''].filter(Boolean).join(' / ');
	const columns = computed<Column<Case>[]>(() => [
		{ key: 'number', label: t('complaints.number'), value: (row) => row.number, width: 172, sort: 'number' },
		{ key: 'due', label: t('complaints.due'), value: (row) => (row.dueAt ? new Date(row.dueAt) : null), width: 104 },
		{ key: 'class', label: t('complaints.class'), value: (row) => row.class, width: 118 },
		{ key: 'warningLevel', label: t('complaints.warning'), value: (row) => row.warningLevel, width: 62, exportOnly: true },
		{ key: 'customer', label: t('complaints.customer'), value: (row) => row.customerName, width: 122 },
		{ key: 'phone', label: t('complaints.phone'), value: (row) => row.phone, width: 110, exportOnly: true },
		{ key: 'branch', label: t('common.branch'), value: (row) => row.branchName, width: 80, exportOnly: !roomy.value },
		{ key: 'words', label: t('complaints.words'), value: (row) => row.words, minWidth: 142 },
		{ key: 'kind', label: t('complaints.kind'), value: (row) => kindText(row), width: 134 },
		{ key: 'department', label: t('complaints.department'), value: (row) => t(`complaints.departments.${row.department}`), width: 78, exportOnly: true },
		{ key: 'step', label: t('complaints.step'), value: (row) => (row.waiting ? t('complaints.waiting') : t(`complaints.steps.${row.step}`)), width: 98 },
		{ key: 'people', label: t('complaints.people'), value: people, width: 108 },
		{ key: 'receivedAt', label: t('complaints.receivedAt'), value: (row) => new Date(row.receivedAt), width: 136, sort: 'receivedAt', exportOnly: !roomy.value },
		{ key: 'source', label: t('complaints.source'), value: (row) => t(`complaints.sources.${row.source}`), width: 90, exportOnly: true },
		{ key: 'orderNumber', label: t('complaints.order'), value: (row) => row.orderNumber, width: 120, exportOnly: !roomy.value },
		{ key: 'technician', label: t('complaints.technician'), value: (row) => row.technicianName, width: 100, exportOnly: !roomy.value },
		{ key: 'repeats', label: t('complaints.repeats'), value: (row) => row.repeats, width: 80, exportOnly: true },
		{ key: 'earlier', label: t('complaints.earlier'), value: (row) => row.earlier, width: 80, exportOnly: true },
	]);
	const kindText = (row: Case) =>
		[t(`complaints.kinds.${row.complaintKind}`), row.subKind ? t(`complaints.subKinds.${row.subKind}`) : ''].filter(Boolean).join(' · ');

	async function readPaused(): Promise<void> {
		const page = await listClocks({ state: 'paused', limit: 200 });
		paused.value = new Map(page.items.filter((one) => one.caseId).map((one) => [one.caseId!, one.pausedBy ?? 'other']));
	}
	const polling = usePolling(async () => {
		readCounters().then((answer) => (counters.value = answer), () => {});
		readPaused().catch(() => {});
		if (list.loaded && list.pageNumber === 1) await list.load(true);
	}, kEveryMs);

	function apply(tile: Tile): void {
		if (tile.to) void router.push(tile.to);
		else if (tile.filter) Object.assign(list.filters, { state: 'open', step: '', kind: '', class: '', warning: '', mine: '' }, tile.filter);
	}
	const kTileFields = ['state', 'step', 'class', 'warning', 'mine'];
	const applied = (tile: Tile) => tile.filter !== undefined && kTileFields.every((name) => list.filters[name] === (tile.filter![name] ?? ''));

	const open = (row: Case) => router.push({ name: 'case', params: { id: row.id } });
	const newCase = () => router.push({ name: 'case-intake' });
	/** N takes in a new complaint, without the mouse. */
	function onKey(event: KeyboardEvent): void {
		const target = event.target as HTMLElement;
		if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
		if (event.key.toLowerCase() === 'n' && mayOpen.value) {
			event.preventDefault();
			void newCase();
		}
	}
	onMounted(() => {
		window.addEventListener('keydown', onKey);
		void polling.now();
	});
	onBeforeUnmount(() => window.removeEventListener('keydown', onKey));

	return { list, columns, counters, now, mayOpen, clockOf, pauseNote, kindText, people, apply, applied, open, newCase, recount: polling.now };
}
