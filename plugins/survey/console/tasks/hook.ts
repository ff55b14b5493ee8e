import { computed, onMounted, ref, watch } from 'vue';
import { useRouter } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { ElMessage } from 'element-plus';
import { useRowAction } from '@/composables/useAction';
import { dateTime } from '@/composables/format';
import { useBranches } from '@/composables/useBranches';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';
import { useWide } from '@/composables/useWide';
import { usePolling } from '@/composables/usePolling';
import { session } from '@/session';
import { listTasks, readCounters, takeNext } from '../api';
import { useKeys } from '@/composables/useKeys';
import { draftsOf } from '../form/draft';
import { sendLate, type Late } from '../form/late';
import type { Counters, Task } from '../types';
import type { CounterTile } from './types';

const kEveryMs = 4_000;

export function useTasks() {
	const { t, te } = useI18n();
	const router = useRouter();
	const counters = ref<Counters | null>(null);
	const { names: branches, learn } = useBranches();
	const { running, run } = useRowAction();
	const mayCall = computed(() => session.holds(['service_manager', 'callback_clerk']));
	const me = session.user.value?.id ?? '';
	const drafts = ref(draftsOf(me));
	/** Drafts of a dropped line that the server did not take any more. */
	const late = ref<Late[]>([]);

	const list = useList<Task>({
		fetch: listTasks,
		filters: { search: '', state: 'open', branch: '', stage: '', product: '', due: '' },
		inAddress: true,
	});
	const roomy = useWide();
	const productName = (type: string) => (te(`survey.products.${type}`) ? t(`survey.products.${type}`) : type);

	const columns = computed<Column<Task>[]>(() => [
		{ key: 'number', label: t('survey.number'), value: (task) => task.number, width: 170, sort: 'number' },
		{ key: 'dueOn', label: t('survey.due'), value: (task) => task.dueOn, width: 92, sort: 'dueOn' },
		{ key: 'customer', label: t('survey.customer'), value: (task) => task.customerName, width: 80 },
		{ key: 'phone', label: t('survey.phone'), value: (task) => task.phone, width: 108 },
		{ key: 'branch', label: t('common.branch'), value: (task) => task.branchName, width: 80, exportOnly: !roomy.value },
		{ key: 'stage', label: t('survey.stage'), value: (task) => t(`survey.stages.${task.stage}`), width: 104 },
		{ key: 'product', label: t('survey.product'), value: (task) => [productName(task.productType), task.brand, task.model].filter(Boolean).join(' '), minWidth: 200 },
		{ key: 'orderNumber', label: t('survey.order'), value: (task) => task.orderNumber, width: 120, exportOnly: !roomy.value },
		{ key: 'technician', label: t('survey.technician'), value: (task) => task.technicianName, exportOnly: !roomy.value, width: 100 },
		{ key: 'completedAt', label: t('survey.completed'), value: (task) => new Date(task.completedAt), width: 128, sort: 'completedAt' },
		{ key: 'state', label: t('common.state'), value: (task) => t(`survey.states.${task.state}`), width: 116 },
		{ key: 'round', label: t('survey.round'), value: (task) => task.round, exportOnly: true, width: 60 },
		{ key: 'attempts', label: t('survey.attempts'), value: (task) => task.attempts, exportOnly: true, width: 80 },
		{ key: 'level', label: t('survey.level'), value: (task) => (task.level ? t(`survey.levels.${task.level}`) : ''), exportOnly: true, width: 100 },
		{ key: 'address', label: t('survey.address'), value: (task) => task.address, exportOnly: true, width: 240 },
	]);

	watch(() => list.items, learn);

	const open = (task: Task) => router.push({ name: 'callback', params: { id: task.id } });

	async function next(): Promise<void> {
		const { branch, stage, product } = list.filters;
		await run('next', async () => {
			const task = await takeNext({ branch, stage, product });
			if (task === null) ElMessage.info(t('survey.nothingToDo'));
			else await router.push({ name: 'callback', params: { id: task.id } });
		});
	}
	function apply(tile: CounterTile): void {
		if (tile.filter) Object.assign(list.filters, tile.filter);
	}
	const applied = (tile: CounterTile) =>
		tile.filter !== null && list.filters.state === tile.filter.state && list.filters.due === tile.filter.due;

	const polling = usePolling(async () => {
		readCounters().then((answer) => (counters.value = answer), () => {});
		await sendDrafts();
		if (list.loaded && list.pageNumber === 1) await list.load(true);
	}, kEveryMs);
	onMounted(() => void polling.now());

	// N takes the next one, without the mouse.
	useKeys((event, typing) => {
		if (typing || event.ctrlKey || event.key.toLowerCase() !== 'n' || !mayCall.value) return;
		event.preventDefault();
		void next();
	});

	/** What was entered while the line was down is sent as soon as somebody is here and the line is back. */
	let sending = false;
	async function sendDrafts(): Promise<void> {
		if (sending || !drafts.value.some((draft) => draft.ready !== null)) return;
		sending = true;
		try {
			const done = await sendLate(me);
			for (const one of done.filter((answer) => answer.problem === null)) ElMessage.success(t('survey.form.saved', { number: one.draft.number }));
			late.value.push(...done.filter((answer) => answer.problem !== null));
			drafts.value = draftsOf(me);
		} finally {
			sending = false;
		}
	}

	return { list, columns, counters, branches, running, mayCall, drafts, late, productName, open, next, apply, applied, dateTime };
}
