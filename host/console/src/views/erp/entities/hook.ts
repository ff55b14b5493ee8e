import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { commandEntity, listEntities } from '@/api/erp';
import type { ErpEntity } from '@/api/types';
import { confirmed, useRowAction } from '@/composables/useAction';
import { dateTime } from '@/composables/format';
import { errorWords } from '@/composables/useProblem';
import type { Column } from '@/composables/useExport';
import { localPage, useList } from '@/composables/useList';
import { usePolling } from '@/composables/usePolling';

const kEveryMs = 3_000;

export function useEntities() {
	const { t, te } = useI18n();
	const list = useList<ErpEntity>({
		fetch: async (query) => localPage((await listEntities()).items, query),
		filters: { search: '', state: '' },
		inAddress: true,
	});
	const { running, run } = useRowAction();
	usePolling(() => list.load(list.loaded), kEveryMs);

	const titleOf = (row: ErpEntity) => row.title ?? (te(`erp.entities.${row.entity}`) ? t(`erp.entities.${row.entity}`) : row.entity);

	const columns = computed<Column<ErpEntity>[]>(() => [
		{ key: 'entity', label: t('erp.entity'), value: titleOf, minWidth: 176, sort: 'entity' },
		{ key: 'state', label: t('common.state'), value: (row) => t(`states.entity.${row.state}`), width: 96, sort: 'state' },
		{ key: 'lag', label: t('erp.lag'), value: (row) => dateTime(row.lastOkAt), width: 116, sort: 'lastOkAt' },
		{ key: 'rows', label: t('erp.rows'), value: (row) => row.rowsLive, width: 96, align: 'right', sort: 'rowsLive' },
		{ key: 'mode', label: t('erp.changeMode'), value: (row) => (row.mode ? t(`erp.mode.${row.mode}`) : ''), width: 124, sort: 'mode' },
		{ key: 'sweep', label: t('erp.lastSweep'), value: (row) => dateTime(row.lastSweepAt), width: 116, sort: 'lastSweepAt' },
		{ key: 'note', label: t('overview.note'), value: (row) => errorWords(row.error)?.title ?? (row.state === 'ok' ? '' : row.sentence ?? ''), minWidth: 240 },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 176, screenOnly: true, fixed: 'right' },
	]);

	async function command(row: ErpEntity, action: 'pull' | 'sweep' | 'accept'): Promise<void> {
		if (action === 'accept' && !(await confirmed(t('erp.acceptText', { entity: titleOf(row) }), t('erp.accept')))) return;
		await run(`${row.entity}-${action}`, () => commandEntity(row.entity, action), t(`erp.${action}Started`));
		await list.load(true);
	}
	return { list, columns, running, command, titleOf };
}
