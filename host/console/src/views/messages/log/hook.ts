import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import * as messaging from '@/api/messaging';
import type { OutMessage } from '@/api/types';
import { askReason, useAction } from '@/composables/useAction';
import { errorWords } from '@/composables/useProblem';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';
import { usePolling } from '@/composables/usePolling';
import { aboutName, channelName, ownerName } from '../names';

const kEveryMs = 5_000;
/** What the host takes back into the queue, and what it drops; by then it may have sent the message, and says so. */
const kRetried = ['failed', 'expired', 'suppressed'];
const kDropped = ['waiting', 'failed'];

/** The outbox of messages to people: what waits, what failed and why; retry or drop. */
export function useLog() {
	const { t } = useI18n();
	const list = useList<OutMessage>({
		fetch: messaging.listMessages,
		filters: { state: '', channel: '', owner: '' },
		sort: '-number',
		inAddress: true,
	});
	const columns = computed<Column<OutMessage>[]>(() => [
		{ key: 'number', label: t('messages.number'), value: (row) => row.number, width: 74, align: 'right', sort: 'number' },
		{ key: 'created', label: t('erp.created'), value: (row) => new Date(row.createdAt), width: 136 },
		{ key: 'channel', label: t('messages.channelHead'), value: (row) => channelName(row.channel), width: 76 },
		{ key: 'to', label: t('messages.to'), value: (row) => row.to, width: 134 },
		{ key: 'owner', label: t('messages.owner'), value: (row) => ownerName(row.owner), width: 92 },
		{ key: 'about', label: t('messages.aboutHead'), value: (row) => aboutName(row.owner, row.about), width: 92 },
		{ key: 'branch', label: t('common.branch'), value: (row) => row.branch, width: 76, exportOnly: true },
		{ key: 'key', label: t('erp.businessKey'), value: (row) => row.key, minWidth: 130 },
		{ key: 'state', label: t('common.state'), value: (row) => t(`states.message.${row.state}`), width: 92 },
		{ key: 'attempts', label: t('erp.attempts'), value: (row) => row.attempts, width: 72, align: 'right', exportOnly: true },
		{ key: 'sent', label: t('messages.sent'), value: (row) => (row.sentAt ? new Date(row.sentAt) : null), width: 136, exportOnly: true },
		{ key: 'note', label: t('overview.note'), value: (row) => errorWords(row.error)?.title ?? row.reason ?? '', minWidth: 180 },
		{ key: 'id', label: t('erp.recordId'), value: (row) => row.id, exportOnly: true, width: 260 },
	]);

	// ---- the drawer ----
	const open = ref(false);
	const message = ref<OutMessage | null>(null);
	const { running, problem, run } = useAction();
	const mayRetry = computed(() => kRetried.includes(message.value?.state ?? '') && message.value?.to !== '');
	const mayDrop = computed(() => kDropped.includes(message.value?.state ?? ''));

	async function show(row: OutMessage): Promise<void> {
		open.value = true;
		message.value = row;
		problem.value = null;
		await run('read', async () => (message.value = await messaging.readMessage(row.number)));
	}
	async function change(name: string, work: (number: number) => Promise<OutMessage>, done: string): Promise<void> {
		const before = message.value!;
		const worked = await run(name, async () => (message.value = { ...before, ...(await work(before.number)) }), done);
		if (worked) await list.load(true);
	}
	const retry = () => change('retry', messaging.retryMessage, t('messages.retried'));
	async function drop(): Promise<void> {
		const reason = await askReason(t('messages.dropText'), t('messages.drop'));
		if (reason !== null) await change('drop', (number) => messaging.dropMessage(number, reason), t('messages.dropped'));
	}
	usePolling(async () => {
		if (list.loaded && !open.value && list.pageNumber === 1) await list.load(true);
	}, kEveryMs);

	return { list, columns, open, message, running, problem, mayRetry, mayDrop, show, retry, drop };
}
