import { computed } from 'vue';
import { listRows, sendForm, type Choices, type Kind, type Row, type Screen, type ScreenField, type ScreenForm } from '@/api/screens';
import { newKey } from '@/api/key';
import { confirmed, useRowAction } from '@/composables/useAction';
import { dateTime } from '@/composables/format';
import { yuan, yuanCell } from '@/composables/money';
import { useBranches } from '@/composables/useBranches';
import type { Column } from '@/composables/useExport';
import { useForm, type Field } from '@/composables/useForm';
import { useList } from '@/composables/useList';
import { translate } from '@/i18n';
import { wordsIn } from '@/screens';
import { bodyOf, filledPath, kindOf, stands } from './shape';

export const keyOf = (screen: Screen) => (row: Row): string => String(row[screen.list.key ?? 'id']);

export function useScreen(screen: Screen) {
	const branches = useBranches();
	const form = useForm();
	const { running, run } = useRowAction();
	const filters = Object.fromEntries((screen.list.filters ?? []).map((filter) => [filter.field, '']));
	const list = useList<Row>({ fetch: (query) => listRows(screen, query), filters, inAddress: true });

	const words = (choices: Choices, value: unknown): string => wordsIn(choices[String(value)]) || String(value ?? '');
	function shown(value: unknown, kind: Kind | undefined, choices: Choices | undefined): string {
		if (value === null || value === undefined || value === '') return '';
		if (choices) return words(choices, value);
		if (kind === 'money') return yuan(value as number);
		if (kind === 'instant') return dateTime(value as number);
		if (kind === 'branch') return branches.nameOf(String(value));
		if (typeof value === 'boolean') return translate(value ? 'screen.yes' : 'screen.no');
		return String(value);
	}
	const columns = computed<Column<Row>[]>(() => [
		...screen.list.columns.map((column): Column<Row> => {
			const money = column.kind === 'money';
			return {
				key: column.field,
				label: wordsIn(column.title),
				value: (row) => {
					const value = row[column.field];
					if (money) return yuanCell(value as number | null);
					if (column.kind === 'instant') return typeof value === 'number' ? new Date(value) : null;
					return typeof value === 'number' && !column.choices ? value : shown(value, column.kind, column.choices);
				},
				screen: (row) => shown(row[column.field], column.kind, column.choices),
				minWidth: column.kind === 'area' ? 200 : 96,
				...(money ? { align: 'right', format: '#,##0.00' } : column.kind === 'number' ? { align: 'right' } : {}),
				...(column.sort ? { sort: column.field } : {}),
			};
		}),
		...(rowForms.value.length ? [{ key: '$forms', label: '', value: () => '', screenOnly: true, width: 24 + 76 * rowForms.value.length } satisfies Column<Row>] : []),
	]);
	const rowForms = computed(() => screen.forms.filter((one) => one.row));
	const pageForms = computed(() => screen.forms.filter((one) => !one.row));
	const formsOf = (row: Row): ScreenForm[] => rowForms.value.filter((one) => stands(one, row));

	function fieldOf(field: ScreenField): Field {
		const kind = kindOf(field);
		const common = { name: field.name, label: wordsIn(field.title), required: field.required, hint: wordsIn(field.help), most: field.schema?.maxLength ?? field.schema?.maximum };
		if (field.choices) return { ...common, kind: 'choice', options: Object.entries(field.choices).map(([value, text]) => ({ value, label: wordsIn(text) })) };
		if (kind === 'branch') return { ...common, kind: 'choice', options: [...branches.names].map(([value, label]) => ({ value, label })) };
		return { ...common, kind: kind === 'instant' ? 'text' : kind };
	}
	async function open(asked: ScreenForm, row: Row | null): Promise<void> {
		const path = filledPath(asked.path, row);
		if (asked.fields.length === 0) {
			const title = wordsIn(asked.title);
			if (asked.lead && !(await confirmed(wordsIn(asked.lead), title))) return;
			if (await run(asked.name, () => sendForm(screen, path, {}, newKey()), translate('common.saved'))) await list.load(true);
			return;
		}
		const values = Object.fromEntries(asked.fields.filter((field) => row?.[field.name] !== undefined).map((field) => [field.name, row?.[field.name]]));
		const saved = await form.ask({
			title: wordsIn(asked.title), lead: wordsIn(asked.lead) || undefined, fields: asked.fields.map(fieldOf), values,
			save: (given, key) => sendForm(screen, path, bodyOf(given), key),
		});
		if (saved) await list.load(true);
	}
	return { list, columns, form, running, pageForms, formsOf, open };
}
