import { computed, onMounted, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { listEntities, readRow, searchRows } from '@/api/erp';
import { asProblem, type ApiProblem } from '@/api/problem';
import type { ErpRow, ErpRowHit } from '@/api/types';
import { usePolling } from '@/composables/usePolling';
import { markOf } from './types';

const kEveryMs = 2_000;
const kFirstEntity = 'work_order';

export function useErpRecord() {
	const route = useRoute();
	const router = useRouter();
	const { t, te } = useI18n();
	const entity = ref(String(route.params.entity || kFirstEntity));
	const entities = ref<string[]>([kFirstEntity]);
	const search = ref('');
	const hits = ref<ErpRowHit[]>([]);
	const searched = ref(false);
	const searching = ref(false);
	const searchProblem = ref<ApiProblem | null>(null);
	const row = ref<ErpRow | null>(null);
	const readAt = ref(0);
	const problem = ref<ApiProblem | null>(null);
	const onlyOurs = ref(false);

	const key = computed(() => String(route.params.key ?? ''));
	const columns = computed(() =>
		(row.value?.columns ?? []).filter((column) => !onlyOurs.value || markOf(column) !== 'plain'));
	const pending = computed(() => (row.value?.columns ?? []).filter((column) => column.pending !== null && column.pending !== undefined).length);
	const entityName = (name: string) => (te(`erp.entities.${name}`) ? t(`erp.entities.${name}`) : name);

	async function find(): Promise<void> {
		searching.value = true;
		searchProblem.value = null;
		try {
			const page = await searchRows(entity.value, search.value.trim());
			hits.value = page.items;
			searched.value = true;
			if (page.items.length === 1) await open(page.items[0]);
		} catch (error) {
			searchProblem.value = asProblem(error);
		} finally {
			searching.value = false;
		}
	}
	const open = (hit: ErpRowHit) => router.push({ name: 'erp-record', params: { entity: entity.value, key: hit.key } });

	async function read(): Promise<void> {
		if (key.value === '') return;
		const asked = key.value;
		try {
			const answer = await readRow(entity.value, asked);
			if (asked !== key.value) return;
			row.value = answer;
			readAt.value = Date.now();
			problem.value = null;
		} catch (error) {
			problem.value = asProblem(error);
		}
	}
	const polling = usePolling(read, kEveryMs);

	watch(key, () => {
		row.value = null;
		problem.value = null;
		void polling.now();
	});
	watch(entity, () => {
		hits.value = [];
		searched.value = false;
		void router.replace({ name: 'erp-record', params: { entity: entity.value } });
	});
	onMounted(async () => {
		try {
			const page = await listEntities();
			if (page.items.length) entities.value = page.items.map((item) => item.entity);
		} catch {
			// Who may not see the list of entities still looks up work orders.
		}
		if (key.value === '') await find();
	});

	return {
		entity, entities, entityName, search, hits, searched, searching, searchProblem, row, readAt, problem, onlyOurs, key,
		columns, pending, find, open,
	};
}
