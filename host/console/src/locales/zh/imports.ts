export default {
	imports: {
		title: '上线导入', lead: '上线时还没有结束的事情，从 Excel 或 CSV 表格里一次导入。先检查，全部没有问题才导入；导错了可以整批撤回。', add: '导入表格', kindLead: '选一种', none: '还没有导入过', noneHint: '点上面的按钮，选一个表格文件。', noKinds: '您的岗位没有可以导入的内容', noKindsHint: '需要时请管理员分配岗位。',
		kind: '内容', file: '文件', createdAt: '上传时间', createdName: '上传人', counts: '行数', back: '← 上线导入', more: '更早的',
		states: { draft: '待导入', checking: '检查中', applying: '导入中', tidying: '收尾中', applied: '已导入', probing: '撤回前检查', undoing: '撤回中', undone: '已撤回', dropped: '已放弃' },
		lineStates: { good: '正确', wrong: '有错误', left_out: '不导入', done: '已导入', undone: '已撤回' },
		columns: '表格第 {row} 行是表头。请核对每一项对应表格的哪一列；上次的对应关系已经记住。', column: '要导入的项目', inFile: '表格里的列', example: '例如', notInFile: '（表格里没有）', required: '必填', missingColumns: '必填的项目还没有对应的列：{names}', headingRow: '表头所在行',
		choose: '选择文件', chooseHint: '.xlsx（第一个工作表），或者 Excel 另存的 .csv。', lines: '共 {n} 行', tooMany: '表格有 {n} 行，一次最多导入 {most} 行，请分成几个文件。', noHeadings: '表格里没有找到表头，或者表头下面没有内容。', begin: '上传并检查', sending: '已上传 {done} / {all} 行', resume: '继续上传', stopped: '上传中断，已经上传的不会重复。',
		not_a_sheet: '这不是 .xlsx 或 .csv 表格。', too_large: '文件太大。', empty: '表格是空的。',
		row: '行', what: '问题', state: '状态', record: '导入后的编号', show: '显示', all: '全部', nothingWrong: '没有错误的行', noLines: '没有这样的行',
		total: '共 {n} 行', wrong: '{n} 行有错误', leftOut: '{n} 行不导入', done: '{n} 行已导入', undone: '{n} 行已撤回', mustMend: '还有 {n} 行有错误：请改正，或者选择不导入；在这之前一行也不会导入。', ready: '没有错误，可以导入了。', working: '正在处理，到第 {row} 行。可以离开这个页面，主机会继续做完。',
		blocked: '有 {n} 行导入以后已经被使用，整批都没有撤回。请先处理下面列出的行。',
		mend: '改正', mendTitle: '改正第 {row} 行', leave: '不导入', leaveAll: '有错误的都不导入', leaveText: '为什么不导入这些行？原因会和这一行一起保存。', takeIn: '还是要导入', check: '重新检查', apply: '导入', applyText: '将导入 {n} 行。导入以后可以整批撤回，只要还没有人在上面继续办理。', stop: '停止并退回', stopText: '已经写入的会全部退回，批次回到“待导入”。', undo: '整批撤回', undoText: '为什么撤回？会写在每一条记录上。', drop: '放弃', dropText: '放弃以后，上传的内容会删除。',
		appliedBy: '{name} 于 {at} 导入', undoneBy: '{name} 于 {at} 撤回：{reason}',
		problems: {
			missing: '必须填写', too_long: '最多 {most} 个字，现在有 {given} 个', not_a_choice: '“{given}”不能识别，可以填：{choices}', not_a_day: '“{given}”不是日期，例如 2026-11-03', day_ahead: '{given} 在今天（{today}）以后', branch_unknown: '没有分公司“{given}”', branch_not_yours: '“{given}”不是您负责的', double_in_file: '和第 {row} 行重复', imported_before: '已经随“{file}”导入过',
		},
	},
};
