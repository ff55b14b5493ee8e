#include "host/doctor/CertificateProbe.hpp"

#include "host/platform/Files.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

namespace erphost::doctor {
namespace {

template <auto Free>
struct Freed
{
	template <typename T>
	void operator()(T* object) const
	{
		Free(object);
	}
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;

Bio over(const std::string& text)
{
	return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// Never asks at the terminal.
int noPassword(char*, int, int, void*)
{
	return 0;
}

std::int64_t instant(const ASN1_TIME* time)
{
	// The difference from 1970: no time_t, no local time zone in between.
	const std::unique_ptr<ASN1_TIME, Freed<ASN1_TIME_free>> epoch(ASN1_TIME_set(nullptr, 0));
	int days = 0, seconds = 0;
	if (!epoch || ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1) return 0;
	return (std::int64_t{days} * 86'400 + seconds) * 1000;
}

std::string text(const ASN1_STRING* value)
{
	return std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
	                   static_cast<std::size_t>(ASN1_STRING_length(value)));
}

std::string address(const ASN1_OCTET_STRING* bytes)
{
	const auto* data = ASN1_STRING_get0_data(bytes);
	const int size = ASN1_STRING_length(bytes);
	std::string written;
	if (size != 4) return written; // people type no IPv6 addresses
	for (int i = 0; i < size; ++i) written += (i > 0 ? "." : "") + std::to_string(data[i]);
	return written;
}

void freeNames(GENERAL_NAMES* names)
{
	sk_GENERAL_NAME_pop_free(names, GENERAL_NAME_free);
}

std::vector<std::string> namesOf(X509* certificate)
{
	std::vector<std::string> found;
	const std::unique_ptr<GENERAL_NAMES, Freed<freeNames>> names(
		static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
	for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i)
	{
		const auto* name = sk_GENERAL_NAME_value(names.get(), i);
		if (name->type == GEN_DNS) found.push_back(text(name->d.dNSName));
		else if (name->type == GEN_IPADD)
			if (auto written = address(name->d.iPAddress); !written.empty()) found.push_back(written);
	}
	return found; // browsers have looked at nothing else for years
}

Error unusable(const char* code, const std::filesystem::path& file, const std::string& reason)
{
	return misconfigured(code, reason).with("file", toUtf8(file)).with("reason", reason);
}

} // namespace

CertificateFacts certificateFacts(const std::filesystem::path& certificateFile, const std::filesystem::path& keyFile)
{
	CertificateFacts facts;
	facts.key = accessOf(keyFile);
	for (const auto& file : {certificateFile, keyFile})
		if (const auto content = readFile(file); !content)
		{
			facts.unusable = unusable("doctor.certificate_missing", file, std::string(content.error().param("reason")));
			return facts;
		}
	const auto certificateText = *readFile(certificateFile), keyText = *readFile(keyFile);
	const Certificate certificate(PEM_read_bio_X509(over(certificateText).get(), nullptr, noPassword, nullptr));
	if (!certificate)
	{
		facts.unusable = unusable("doctor.certificate_unreadable", certificateFile, "PEM: no CERTIFICATE");
		return facts;
	}
	const Key key(PEM_read_bio_PrivateKey(over(keyText).get(), nullptr, noPassword, nullptr));
	if (!key)
	{
		facts.unusable = unusable("doctor.certificate_unreadable", keyFile,
		                          keyText.find("ENCRYPTED") != std::string::npos ? "PEM: ENCRYPTED PRIVATE KEY"
		                                                                         : "PEM: no PRIVATE KEY");
		return facts;
	}
	facts.notBeforeMs = instant(X509_get0_notBefore(certificate.get()));
	facts.notAfterMs = instant(X509_get0_notAfter(certificate.get()));
	facts.keyFits = X509_check_private_key(certificate.get(), key.get()) == 1;
	facts.names = namesOf(certificate.get());
	return facts;
}

} // namespace erphost::doctor
