import { reactive, ref } from 'vue';
import { ElMessage } from 'element-plus';
import { newKey } from '@/api/key';
import { asProblem, type ApiProblem } from '@/api/problem';
import { translate } from '@/i18n';

export type Values = Record<string, unknown>;
export interface Field {
	/** As the server calls it: what it says of the field is shown there. */
	name: string;
	label: string;
	/** `money` holds whole fen or null. */
	kind: 'text' | 'area' | 'money' | 'day' | 'month' | 'number' | 'choice' | 'check';
	options?: { value: string | number | boolean; label: string }[];
	required?: boolean;
	hint?: string;
	most?: number;
	/** Shown only then. */
	when?: (values: Values) => boolean;
}
export interface FormRequest {
	title: string;
	lead?: string;
	fields: Field[];
	values?: Values;
	/** What the button says. */
	submit?: string;
	/** `key` stays the same while the same values are sent again after a dropped line: they are recorded once. */
	save: (values: Values, key: string) => Promise<unknown>;
	done?: string;
}

const filled = (value: unknown): boolean => (typeof value === 'string' ? value.trim() !== '' : value !== null && value !== undefined);

/** One dialog for all the small forms of a page: what is asked comes with the question. Shown by FormDialog. */
export function useForm() {
	const request = ref<FormRequest | null>(null);
	const values = reactive<Values>({});
	const problem = ref<ApiProblem | null>(null);
	const saving = ref(false);
	let answer: (saved: boolean) => void = () => {};
	let pending = { mark: '', key: '' };

	const shown = (): Field[] => (request.value?.fields ?? []).filter((field) => !field.when || field.when(values));
	const complete = (): boolean => shown().every((field) => !field.required || filled(values[field.name]));

	/** True once it is saved, false if the person leaves it. */
	function ask(next: FormRequest): Promise<boolean> {
		for (const name of Object.keys(values)) delete values[name];
		for (const field of next.fields) values[field.name] = field.kind === 'money' ? null : field.kind === 'check' ? false : '';
		Object.assign(values, next.values ?? {});
		problem.value = null;
		request.value = next;
		return new Promise((done) => (answer = done));
	}
	function close(saved = false): void {
		request.value = null;
		answer(saved);
	}
	async function save(): Promise<void> {
		const current = request.value;
		if (!current || saving.value || !complete()) return;
		const names = new Set(shown().map((field) => field.name));
		const hidden = new Set(current.fields.map((field) => field.name).filter((name) => !names.has(name)));
		const body = Object.fromEntries(Object.entries(values).filter(([name]) => !hidden.has(name)).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]));
		const mark = JSON.stringify([current.title, body]);
		if (pending.mark !== mark) pending = { mark, key: newKey() };
		saving.value = true;
		problem.value = null;
		try {
			await current.save(body, pending.key);
			pending = { mark: '', key: '' };
			ElMessage.success(current.done ?? translate('common.saved'));
			close(true);
		} catch (error) {
			problem.value = asProblem(error);
			if (!problem.value.lineIsDown) pending = { mark: '', key: '' };
		} finally {
			saving.value = false;
		}
	}
	return reactive({ request, values, problem, saving, shown, complete, ask, close, save });
}
export type Form = ReturnType<typeof useForm>;
