-- A legacy layout as such ERPs grew: database in GBK, pinyin and Chinese names, composite keys, padded CHAR codes, dates and
-- times as digits, prices as text, no foreign keys, most tables without any change column.
CREATE DATABASE legacy_gbk CHARACTER SET gbk COLLATE gbk_chinese_ci;
USE legacy_gbk;

CREATE TABLE FGS_DA ( -- 分公司档案
	FGS  CHAR(4)     NOT NULL PRIMARY KEY,
	FGSM VARCHAR(20) NOT NULL,
	DZ   VARCHAR(60),
	DH   VARCHAR(20)
);

CREATE TABLE KH_DA ( -- 客户档案: number alone repeats between branches; no change column
	FGS  CHAR(4)      NOT NULL,
	KHBH CHAR(10)     NOT NULL,
	KHXM CHAR(20)     NOT NULL,
	DH1  VARCHAR(20),
	DH2  VARCHAR(20),
	DZ   VARCHAR(100),
	XQ   VARCHAR(12),
	KHLB CHAR(1)      NOT NULL DEFAULT '1',
	SCBZ CHAR(1)      NOT NULL DEFAULT '0',
	PRIMARY KEY (FGS, KHBH)
);

CREATE TABLE SP_DA ( -- 商品档案: no change column
	SPBH CHAR(12)    NOT NULL PRIMARY KEY,
	SPMC VARCHAR(40) NOT NULL,
	LB   CHAR(2)     NOT NULL,
	PP   VARCHAR(12),
	XH   VARCHAR(24),
	LSJ  VARCHAR(12)
);

CREATE TABLE SF_DA ( -- 师傅档案
	FGS  CHAR(4)     NOT NULL,
	GH   CHAR(6)     NOT NULL,
	XM   VARCHAR(20) NOT NULL,
	DH   VARCHAR(20),
	WY   CHAR(1)     NOT NULL DEFAULT '0', -- 外援
	ZZ   CHAR(1)     NOT NULL DEFAULT '1', -- 在职
	PRIMARY KEY (FGS, GH)
);

CREATE TABLE FW_PGD ( -- 服务派工单; XGSJ stays NULL until the first change, and only since the upgrade of some year
	FGS  CHAR(4)      NOT NULL,
	DH   CHAR(14)     NOT NULL,
	LX   CHAR(2)      NOT NULL, -- 01 安装 02 维修
	FS   CHAR(1)      NOT NULL, -- 1 上门 2 送修
	BN   CHAR(1)      NOT NULL, -- Y 保内 N 保外
	SPBH CHAR(12),
	JSTM VARCHAR(24),           -- 机身条码
	KHBH CHAR(10),
	JDR  CHAR(8),               -- 接单日期 yyyymmdd
	JDS  CHAR(6),               -- hhmmss
	GH   CHAR(6),
	HJJE VARCHAR(12),           -- 合计金额, as text, some empty
	ZT   CHAR(1)      NOT NULL DEFAULT '0', -- 0 未派 1 已派 2 完工 9 作废
	HFZT VARCHAR(8),            -- 回访状态
	CLZT VARCHAR(10),           -- 处理状态
	FKYJ VARCHAR(200),          -- 反馈意见
	BZ   TEXT,
	XGSJ DATETIME,
	PRIMARY KEY (FGS, DH)
);

CREATE TABLE `服务完工表` ( -- one row when the work is done; typed in by the clerk, often days late
	`分公司`   CHAR(4)      NOT NULL,
	`单号`     CHAR(14)     NOT NULL,
	`完工日期` CHAR(8)      NOT NULL,
	`完工时间` CHAR(6),
	`处理措施` VARCHAR(100),
	`录入时间` DATETIME     NOT NULL,
	PRIMARY KEY (`分公司`, `单号`)
);

CREATE TABLE EH_HFJG ( -- interface table of erphost: results of call-backs
	JLBH CHAR(36)     NOT NULL PRIMARY KEY,
	BB   BIGINT       NOT NULL,
	JYH  BIGINT       NOT NULL,
	ZT   VARCHAR(16),
	FGS  VARCHAR(8)   NOT NULL,
	DJH  VARCHAR(64)  NOT NULL,
	MYD  VARCHAR(20),
	NR   VARCHAR(500),
	HFSJ DATETIME,
	HFR  VARCHAR(20)
);

CREATE TABLE EH_TSZT ( -- interface table of erphost: complaints as they stand, one row an order
	JLBH CHAR(80)     NOT NULL PRIMARY KEY,
	BB   BIGINT       NOT NULL,
	JYH  BIGINT       NOT NULL,
	ZT   VARCHAR(16),
	FGS  VARCHAR(8)   NOT NULL,
	DJH  VARCHAR(64)  NOT NULL,
	TSZT VARCHAR(20),
	TSQX DATETIME
);

CREATE TABLE EH_LLD ( -- interface table of erphost: contact sheets; the branch types its answer into the same row
	JLBH CHAR(64)     NOT NULL PRIMARY KEY,
	BB   BIGINT       NOT NULL,
	JYH  BIGINT       NOT NULL,
	ZT   VARCHAR(16),
	FGS  VARCHAR(8)   NOT NULL,
	DJH  VARCHAR(64)  NOT NULL,
	LLDH VARCHAR(40),
	TSBH VARCHAR(40),
	BM   VARCHAR(20),
	WT   VARCHAR(2000),
	LLQX DATETIME,
	LLZT VARCHAR(10),
	QFR  VARCHAR(60),
	FCSJ DATETIME,
	CXYY VARCHAR(500),
	CLJG VARCHAR(1000),          -- 处理结果: typed by the branch, as everything below
	CLCS VARCHAR(1000),
	SSHS VARCHAR(1000),
	YYFX VARCHAR(1000),
	JJFA VARCHAR(1000),
	ZXQK VARCHAR(1000),
	HFR  VARCHAR(60),
	HFSJ DATETIME
);

CREATE TABLE EH_PGSQ ( -- interface table of erphost: requests for a dispatch
	JLBH CHAR(80)     NOT NULL PRIMARY KEY,
	BB   BIGINT       NOT NULL,
	JYH  BIGINT       NOT NULL,
	ZT   VARCHAR(16),
	FGS  VARCHAR(8)   NOT NULL,
	DJH  VARCHAR(64)  NOT NULL,
	TSBH VARCHAR(40),
	SQLX VARCHAR(10),
	SQNR VARCHAR(2000),
	SQR  VARCHAR(60),
	SQSJ DATETIME
);

CREATE TABLE EH_DX ( -- interface table of erphost: text messages that the ERP sends
	JLBH CHAR(100)    NOT NULL PRIMARY KEY,
	BB   BIGINT       NOT NULL,
	JYH  BIGINT       NOT NULL,
	ZT   VARCHAR(16),
	FGS  VARCHAR(8)   NOT NULL,
	DJH  VARCHAR(64),
	SJ   VARCHAR(30)  NOT NULL,
	NR   VARCHAR(2000)
);

CREATE TABLE EH_DDFY ( -- interface table of erphost: what an order costs and where its money is
	JLBH CHAR(80)     NOT NULL PRIMARY KEY,
	BB   BIGINT       NOT NULL,
	JYH  BIGINT       NOT NULL,
	ZT   VARCHAR(16),
	FGS  VARCHAR(8)   NOT NULL,
	DJH  VARCHAR(64),
	YSJE VARCHAR(14),
	SKJE VARCHAR(14),
	JKJE VARCHAR(14),
	RZJE VARCHAR(14),
	KXZT VARCHAR(10),
	YC   VARCHAR(20),
	JSZT VARCHAR(10)
);

CREATE TABLE EH_FK ( -- interface table of erphost: fines
	JLBH CHAR(80)     NOT NULL PRIMARY KEY,
	BB   BIGINT       NOT NULL,
	JYH  BIGINT       NOT NULL,
	ZT   VARCHAR(16),
	FGS  VARCHAR(8)   NOT NULL,
	DJH  VARCHAR(64),
	FKDH VARCHAR(40),
	WGDM VARCHAR(40),
	GH   VARCHAR(20),
	XM   VARCHAR(60),
	JE   VARCHAR(14),
	FKZT VARCHAR(10),
	JDSJ DATETIME
);

CREATE TABLE EH_JS ( -- interface table of erphost: orders of settlements
	JLBH CHAR(80)     NOT NULL PRIMARY KEY,
	BB   BIGINT       NOT NULL,
	JYH  BIGINT       NOT NULL,
	ZT   VARCHAR(16),
	FGS  VARCHAR(8)   NOT NULL,
	DJH  VARCHAR(64),
	JSDH VARCHAR(40),
	WDBH VARCHAR(20),
	JE   VARCHAR(14),
	JSZT VARCHAR(10),
	YY   VARCHAR(500)
);
