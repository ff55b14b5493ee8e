import { ref, watch, type Ref } from 'vue';
import { asProblem, type ApiProblem } from '@/api/problem';
import { useAsk } from './ask';

/** One record of a list, opened beside it: read when it is opened, and again when somebody else was first. */
export function useRecord<T>(id: () => string, read: (id: string) => Promise<T>) {
	const record = ref(null) as Ref<T | null>;
	const problem = ref<ApiProblem | null>(null);
	const { ask } = useAsk();
	async function load(): Promise<void> {
		const wanted = id();
		if (!wanted) return;
		try {
			const found = await read(wanted);
			if (id() === wanted) record.value = found;
			problem.value = null;
		} catch (error) {
			problem.value = asProblem(error);
		}
	}
	watch(id, () => {
		record.value = null;
		problem.value = null;
		void load();
	}, { immediate: true });
	return { record, problem, ask, load };
}
