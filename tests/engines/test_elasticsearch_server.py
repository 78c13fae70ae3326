"""The Elasticsearch server does what the search engine will lean on: version, Chinese analysis, external versions."""

import json
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.services import ELASTICSEARCH_URL

pytestmark = pytest.mark.elasticsearch

SETTINGS = {
    "settings": {"index": {"number_of_shards": 1, "number_of_replicas": 0, "gc_deletes": "1d"}},
    "mappings": {
        "dynamic": "strict",
        "properties": {"name": {"type": "text", "analyzer": "cjk"}, "place": {"type": "keyword"}},
    },
}


def ask(method: str, path: str, body: Any = None) -> tuple[int, Any]:
    """Status and decoded answer of one request; refusals are answers too."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(ELASTICSEARCH_URL + path, data=data, method=method, headers={"Content-Type": "application/json"})
    try:
        with urlopen(request, timeout=30) as response:
            return response.status, json.load(response)
    except HTTPError as error:
        return error.code, json.loads(error.read() or b"{}")


@pytest.fixture(scope="module")
def index() -> Iterator[str]:
    """An index of our own, removed afterwards."""
    name = f"zhiheng-test-{uuid.uuid4().hex[:12]}"
    status, answer = ask("PUT", f"/{name}", SETTINGS)
    assert status == 200, answer
    yield name
    ask("DELETE", f"/{name}")


def put(index: str, key: str, version: int, name: str) -> tuple[int, Any]:
    return ask("PUT", f"/{index}/_doc/{key}?version={version}&version_type=external_gte", {"name": name})


def test_the_server_is_one_we_support() -> None:
    status, answer = ask("GET", "/")
    assert status == 200
    assert int(answer["version"]["number"].split(".")[0]) in {8, 9}


def test_chinese_names_become_bigrams() -> None:
    status, answer = ask("GET", "/_analyze", {"analyzer": "cjk", "text": "集佳知识产权 Unitalen"})
    assert status == 200, answer
    assert [token["token"] for token in answer["tokens"]] == ["集佳", "佳知", "知识", "识产", "产权", "unitalen"]


def test_an_equal_version_is_written_again_and_a_lower_one_refused(index: str) -> None:
    key = uuid.uuid4().hex
    assert put(index, key, 5, "集佳")[0] == 201
    assert put(index, key, 5, "集佳知识产权")[0] == 200
    status, answer = put(index, key, 4, "旧名")
    assert status == 409
    assert answer["error"]["type"] == "version_conflict_engine_exception"
    assert ask("GET", f"/{index}/_doc/{key}")[1]["_source"] == {"name": "集佳知识产权"}


def test_a_deleted_document_does_not_come_back_by_a_late_write(index: str) -> None:
    key = uuid.uuid4().hex
    assert put(index, key, 7, "集佳")[0] == 201
    assert ask("DELETE", f"/{index}/_doc/{key}?version=8&version_type=external_gte")[0] == 200
    assert put(index, key, 7, "集佳")[0] == 409
    assert ask("GET", f"/{index}/_doc/{key}")[0] == 404


def test_part_of_a_chinese_name_finds_it(index: str) -> None:
    key = uuid.uuid4().hex
    assert put(index, key, 1, "北京恒信知识产权代理有限公司")[0] == 201
    ask("POST", f"/{index}/_refresh")
    query = {"query": {"match": {"name": {"query": "恒信知识产权", "operator": "and"}}}}
    hits = ask("POST", f"/{index}/_search", query)[1]["hits"]["hits"]
    assert [hit["_id"] for hit in hits] == [key]


def test_an_unknown_field_is_refused(index: str) -> None:
    status, answer = ask("PUT", f"/{index}/_doc/{uuid.uuid4().hex}", {"nmae": "集佳"})
    assert status == 400
    assert answer["error"]["type"] == "strict_dynamic_mapping_exception"
