import type { App } from 'vue';
import {
	ElAlert, ElButton, ElDatePicker, ElDescriptions,
	ElDescriptionsItem, ElDialog, ElDrawer, ElDropdown, ElDropdownItem, ElDropdownMenu, ElForm,
	ElFormItem, ElIcon, ElInput, ElInputNumber, ElLoading, ElOption, ElProgress, ElRadioButton, ElRadioGroup, ElSelect, ElSkeleton, ElSwitch,
	ElTabPane, ElTable, ElTableColumn, ElTabs, ElTag, ElTooltip,
} from 'element-plus';
import 'element-plus/es/components/base/style/css';
import 'element-plus/es/components/alert/style/css';
import 'element-plus/es/components/button/style/css';
import 'element-plus/es/components/date-picker/style/css';
import 'element-plus/es/components/descriptions/style/css';
import 'element-plus/es/components/descriptions-item/style/css';
import 'element-plus/es/components/dialog/style/css';
import 'element-plus/es/components/drawer/style/css';
import 'element-plus/es/components/dropdown/style/css';
import 'element-plus/es/components/form/style/css';
import 'element-plus/es/components/icon/style/css';
import 'element-plus/es/components/input/style/css';
import 'element-plus/es/components/input-number/style/css';
import 'element-plus/es/components/loading/style/css';
import 'element-plus/es/components/message/style/css';
import 'element-plus/es/components/message-box/style/css';
import 'element-plus/es/components/progress/style/css';
import 'element-plus/es/components/radio/style/css';
import 'element-plus/es/components/radio-button/style/css';
import 'element-plus/es/components/radio-group/style/css';
import 'element-plus/es/components/select/style/css';
import 'element-plus/es/components/skeleton/style/css';
import 'element-plus/es/components/switch/style/css';
import 'element-plus/es/components/tabs/style/css';
import 'element-plus/es/components/table/style/css';
import 'element-plus/es/components/tag/style/css';
import 'element-plus/es/components/tooltip/style/css';

const components = [
	ElAlert, ElButton, ElDatePicker, ElDescriptions,
	ElDescriptionsItem, ElDialog, ElDrawer, ElDropdown, ElDropdownItem, ElDropdownMenu, ElForm,
	ElFormItem, ElIcon, ElInput, ElInputNumber, 	ElOption, ElProgress, ElRadioButton, ElRadioGroup, ElSelect, ElSkeleton, ElSwitch,
	ElTabPane, ElTable, ElTableColumn, ElTabs, ElTag, ElTooltip,
];

/** Registers the parts of Element Plus that the console uses, and no others: the rest stays out of the build. */
export function installElements(app: App): void {
	// By name: parts such as ElRadioButton register themselves only through their parents.
	for (const component of components) app.component(component.name!, component);
	app.use(ElLoading);
}
