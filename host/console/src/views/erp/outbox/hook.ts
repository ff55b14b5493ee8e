import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import * as erp from '@/api/erp';
import type { OutboxPreview, OutboxRecord } from '@/api/types';
import { asProblem, type ApiProblem } from '@/api/problem';
import { askReason, useAction } from '@/composables/useAction';
import { errorWords } from '@/composables/useProblem';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';
import { usePolling } from '@/composables/usePolling';

export const kStates = ['waiting', 'sending', 'held', 'unknown', 'refused', 'confirmed', 'superseded', 'dropped'];
const kEveryMs = 3_000;

export function useOutbox() {
	const { t, te } = useI18n();
	const list = useList<OutboxRecord>({
		fetch: erp.listOutbox,
		filters: { state: '', type: '', key: '' },
		sort: '-createdAt',
		inAddress: true,
	});
	const types = ref<string[]>([]);
	void erp.listRecordTypes().then((page) => (types.value = page.items.map((row) => row.type)), () => {});
	const typeName = (type: string) => (te(`erp.recordTypes.${type}`) ? t(`erp.recordTypes.${type}`) : type);

	const columns = computed<Column<OutboxRecord>[]>(() => [
		{ key: 'created', label: t('erp.created'), value: (row) => new Date(row.createdAt), width: 136, sort: 'createdAt' },
		{ key: 'type', label: t('erp.recordType'), value: (row) => typeName(row.type), minWidth: 140 },
		{ key: 'branch', label: t('common.branch'), value: (row) => row.branch, width: 84 },
		{ key: 'key', label: t('erp.businessKey'), value: (row) => row.key, minWidth: 150 },
		{ key: 'state', label: t('common.state'), value: (row) => t(`states.outbox.${row.state}`), width: 104 },
		{ key: 'attempts', label: t('erp.attempts'), value: (row) => row.attempts, width: 80, align: 'right' },
		{ key: 'updated', label: t('erp.updated'), value: (row) => new Date(row.updatedAt), width: 136 },
		{ key: 'error', label: t('overview.note'), value: (row) => errorWords(row.error)?.title ?? row.reason ?? '', minWidth: 180 },
		{ key: 'id', label: t('erp.recordId'), value: (row) => row.id, exportOnly: true, width: 260 },
	]);

	// ---- the drawer ----
	const open = ref(false);
	const record = ref<OutboxRecord | null>(null);
	const etag = ref<string | null>(null);
	const preview = ref<OutboxPreview | null>(null);
	const previewProblem = ref<ApiProblem | null>(null);
	const payload = ref('');
	const { running, problem, run } = useAction();

	const payloadError = computed(() => {
		try {
			JSON.parse(payload.value || '{}');
			return '';
		} catch (error) {
			return t('erp.notJson', { text: (error as Error).message });
		}
	});
	const payloadChanged = computed(() => payload.value !== JSON.stringify(record.value?.payload ?? {}, null, 2));
	const waits = computed(() => ['waiting', 'sending', 'held', 'unknown', 'refused'].includes(record.value?.state ?? ''));

	async function readPreview(): Promise<void> {
		preview.value = null;
		previewProblem.value = null;
		if (!waits.value || !record.value) return;
		try {
			preview.value = await erp.previewOutbox(record.value.id);
		} catch (error) {
			previewProblem.value = asProblem(error);
		}
	}
	async function show(row: OutboxRecord): Promise<void> {
		open.value = true;
		record.value = row;
		payload.value = '';
		problem.value = null;
		await run('read', async () => {
			const reply = await erp.readOutbox(row.id);
			record.value = reply.data;
			etag.value = reply.etag;
			payload.value = JSON.stringify(reply.data.payload ?? {}, null, 2);
		});
		await readPreview();
	}
	async function after(worked: boolean): Promise<void> {
		if (worked && record.value) {
			await show(record.value);
			await list.load(true);
		}
	}
	const replay = async () => after(await run('replay', () => erp.replayOutbox(record.value!.id), t('erp.replayed')));
	async function drop(): Promise<void> {
		const reason = await askReason(t('erp.dropText'), t('erp.drop'));
		if (reason !== null) await after(await run('drop', () => erp.dropOutbox(record.value!.id, reason), t('erp.dropped')));
	}
	const correct = async () =>
		after(await run('correct', () => erp.correctOutbox(record.value!.id, JSON.parse(payload.value), etag.value), t('erp.corrected')));

	usePolling(async () => {
		if (list.loaded && !open.value && list.pageNumber === 1) await list.load(true);
	}, kEveryMs);

	return {
		list, columns, types, typeName, open, record, preview, previewProblem, payload, payloadError, payloadChanged, waits,
		running, problem, show, replay, drop, correct, readPreview,
	};
}
