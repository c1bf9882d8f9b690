"""Kiểm chứng lịch sử hồ sơ, không cần mạng · Verify a dossier's history offline, with Python 3.8 and nothing else.

    python3 kiem-chung.py lich-su.json [lich-su-cu.json] [--khoa=DẤU-VÂN-TAY]
"""
import hashlib, hmac, json, sys

class Wrong(Exception):
    """What does not hold, as a sentence."""

def need(holds, sentence):
    if not holds:
        raise Wrong(sentence)

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def canonical(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()

def children(der, start, end):  # of an ASN.1 value: (tag, where its content begins, where it ends)
    while start < end:
        tag, length, start = der[start], der[start + 1], start + 2
        if length > 127:
            more = length - 128
            length, start = int.from_bytes(der[start:start + more], "big"), start + more
        yield tag, start, start + length
        start += length

def is_signed(content, signature, certificate):  # RSASSA-PKCS1-v1_5 with SHA-256, RFC 8017
    inside = lambda part: list(children(certificate, part[1], part[2]))
    body = inside(inside(next(children(certificate, 0, len(certificate))))[0])
    bits = inside(body[6 if body[0][0] == 0xA0 else 5])[1]
    n, e = (int.from_bytes(certificate[start:end], "big") for _tag, start, end in inside(inside((3, bits[1] + 1, bits[2]))[0]))
    told, size = bytes.fromhex("3031300d060960864801650304020105000420") + sha(content), (n.bit_length() + 7) // 8
    padded = b"\0\1" + b"\xff" * (size - 3 - len(told)) + b"\0" + told
    return len(signature) == size and pow(int.from_bytes(signature, "big"), e, n) == int.from_bytes(padded, "big")

def climb(index, last, was, now, path):  # to the roots of an older tree and of a newer, RFC 9162 sections 2.1.3.2 and 2.1.4.2
    for beside in map(bytes.fromhex, path):
        need(last, "đường dẫn đến gốc quá dài.")
        if index & 1 or index == last:
            was, now = sha(b"\1", beside, was), sha(b"\1", beside, now)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            now = sha(b"\1", now, beside)
        index, last = index >> 1, last >> 1
    need(not last, "đường dẫn đến gốc quá ngắn.")
    return was.hex(), now.hex()

def check_checkpoint(said):
    statement = bytes.fromhex(said["previous"]) + canonical({name: said[name] for name in ("made_at", "number", "root", "size")})
    need(sha(statement).hex() == said["hash"], "điểm kiểm chứng có mã băm không đúng với nội dung.")
    need(is_signed(statement, bytes.fromhex(said["signature"]), bytes.fromhex(said["certificate"])), "điểm kiểm chứng có chữ ký không đúng.")

def check_entry(entry, seq, previous, history):
    need(entry["seq"] == seq, "đáng lẽ đứng ở đây nhưng không có, hoặc bị đổi chỗ.")
    if "content" in entry:
        need(sha(previous, entry["content"].encode()).hex() == entry["hash"], "nội dung không đúng với mã băm, hoặc việc ngay trước đó đã bị đổi.")
        told = json.loads(entry["content"])
        need((told["seq"], told["dossier_id"]) == (seq, history["dossier_id"]), "là việc của hồ sơ khác, hoặc bị đổi chỗ.")
        kept = hmac.new(bytes.fromhex(entry.get("salt", "")), canonical(entry.get("words")), "sha256").hexdigest()
        need("words" not in entry or kept == told["commitment"], "lời ghi kèm đã bị sửa.")
    if "position" in entry:
        leaf = sha(b"\0", canonical({"at": entry["placed_at"], "hash": entry["hash"], "key": history["reference"], "kind": "dossier", "seq": seq}))
        root = climb(entry["position"] - 1, history["checkpoint"]["size"] - 1, leaf, leaf, entry["path"])[1]
        need(root == history["checkpoint"]["root"], "không nằm dưới điểm kiểm chứng đã ký.")
    return bytes.fromhex(entry["hash"])

def check_history(file):
    place = "Tệp: "
    try:
        history, previous = file["history"], bytes(32)
        if history["checkpoint"]:
            check_checkpoint(history["checkpoint"])
        for seq, entry in enumerate(history["entries"], 1):
            place = f"Việc số {seq}: "
            previous = check_entry(entry, seq, previous, history)
        place = "Tệp: "
        need((len(history["entries"]), previous.hex()) == (history["count"], history["last_hash"]), "thiếu hoặc thừa việc ở cuối.")
        signed = is_signed(canonical(history), bytes.fromhex(file["signature"]), bytes.fromhex(file["certificate"]))
        need(sha(bytes.fromhex(file["certificate"])).hex() == history["signed_by"], "chứng thư không phải của khóa đã ký.")
        need(signed and set(file) == {"history", "signature", "certificate"}, "chữ ký của cơ quan không đúng với nội dung.")
    except Wrong as wrong:
        raise Wrong(f"{place}{wrong}") from None
    except Exception:
        raise Wrong(f"{place}không đọc được, đã bị sửa.") from None

def check_growth(growth):  # that a tree is the beginning of a later one
    check_checkpoint(growth["old"]), check_checkpoint(growth["new"])
    index, last, path = growth["old"]["size"] - 1, growth["new"]["size"] - 1, list(growth["path"])
    while index & 1:
        index, last = index >> 1, last >> 1
    first = bytes.fromhex(path.pop(0) if index else growth["old"]["root"])
    roots = growth["old"]["root"], growth["new"]["root"]
    need(climb(index, last, first, first, path) == roots, "điểm kiểm chứng sau không nối tiếp điểm trước.")

def main(names, keys):
    chains = []
    for name in names:
        with open(name, encoding="utf-8") as opened:
            file = json.load(opened)
        check_growth(file["growth"]) if "growth" in file else check_history(file)
        signed_by = file["growth"]["new"] if "growth" in file else file
        key = sha(bytes.fromhex(signed_by["certificate"])).hex()
        need(not keys or key in keys, "Tệp: do khóa khác ký, không phải khóa bạn đưa ra.")
        entries = file.get("history", {}).get("entries", [])
        chains.append([entry["hash"] for entry in entries])
        print(f"ĐÚNG · HOLDS {name}: {len(entries)} việc, {sum('position' in entry for entry in entries)} đã khóa dưới điểm kiểm chứng.")
        print(f"Khóa đã ký có dấu vân tay · signed by {key}" + ("." if keys else ": hãy so với dấu vân tay cơ quan công bố."))
    need(all(chains[0][:len(older)] == older for older in chains[1:]), "Tệp: lịch sử mới không nối tiếp tệp cũ.")

if __name__ == "__main__":
    try:
        main([name for name in sys.argv[1:] if name[:2] != "--"], {name[7:] for name in sys.argv[1:] if name[:7] == "--khoa="})
    except (Wrong, OSError, ValueError, LookupError, TypeError) as failure:
        sys.exit(f"SAI · BROKEN {failure}")
