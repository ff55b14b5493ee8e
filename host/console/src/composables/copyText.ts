import { ElMessage } from 'element-plus';
import { translate } from '@/i18n';

/** Copies a text. navigator.clipboard exists only under https or on localhost. */
export async function copyText(text: string): Promise<void> {
	try {
		if (navigator.clipboard) await navigator.clipboard.writeText(text);
		else copyBySelection(text);
		ElMessage.success(translate('common.copied'));
	} catch {
		ElMessage.warning(translate('common.notCopied'));
	}
}

function copyBySelection(text: string): void {
	const area = document.createElement('textarea');
	area.value = text;
	area.style.position = 'fixed';
	area.style.opacity = '0';
	document.body.append(area);
	area.select();
	const copied = document.execCommand('copy');
	area.remove();
	if (!copied) throw new Error('not copied');
}
